import { BaseResolver, type Config, Source } from '@redocly/openapi-core'
import { isObject, isString } from '../contract/json.ts'
import { type Keys, pointerKeys, valueAt } from '../contract/pointer.ts'
import { Pointer } from '../vocabulary/model/node.ts'
import type { ContractProblem } from './contract-error.ts'
import { select } from './json-path.ts'
import { actionPosition, type Overlay } from './overlay.ts'
import type { Step } from './overlay-step.ts'

/**
 * Records what each action of an overlay does while Redocly applies the overlay.
 *
 * Redocly applies whole overlays, and ignores targets that match nothing. Each action is therefore passed to it as an
 * overlay with one action. Redocly loads an overlay after it has applied all the ones before: at that moment the
 * recorder looks at what the last action changed, and at what the next one selects.
 */
export class OverlayRecorder extends BaseResolver {
  readonly #steps: (Step & { after: readonly unknown[] })[] = []
  readonly #problems: (ContractProblem & { readonly index: number })[] = []
  readonly #overlay: Overlay
  #document: { readonly parsed: unknown } = { parsed: undefined }
  #pending: { readonly index: number; readonly targets: readonly Keys[]; readonly before: string } | undefined

  constructor(config: Config, overlay: Overlay) {
    super(config.resolve)
    this.#overlay = overlay
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  /** @param document the actions change it in place */
  watch(document: { readonly parsed: unknown }): void {
    this.#document = document
  }

  /** References to the overlays with one action each, in the order in which Redocly must apply them. */
  get refs(): string[] {
    return this.#overlay.actions.map((_, index) => this.#refOf(index))
  }

  /** The index of the action that a reference stands for. */
  actionOf(absoluteRef: string): number | undefined {
    const index = this.refs.indexOf(absoluteRef)
    return index === -1 ? undefined : index
  }

  /**
   * The problems that Redocly does not report. Call it after all actions are applied.
   *
   * @param failed the actions for which Redocly has reported a problem
   */
  finish(failed: ReadonlySet<number | undefined>): ContractProblem[] {
    this.#recordChanges()
    return this.#problems.filter(({ index }) => !failed.has(index)).map(({ where, message }) => ({ where, message }))
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    const index = this.actionOf(absoluteRef)
    if (index === undefined) return super.loadExternalRef(absoluteRef)
    this.#recordChanges()
    this.#recordTargets(index)
    const { parsed, actions } = this.#overlay
    return new Source(absoluteRef, JSON.stringify({ ...parsed, actions: [actions[index]] }))
  }

  /** A file next to the overlay, so that a relative `$ref` in the action resolves as in the overlay. */
  #refOf(index: number): string {
    return `${this.#overlay.file}.action-${index}.json`
  }

  /** What the next action selects. Redocly itself reports a target that is not a JSONPath expression. */
  #recordTargets(index: number): void {
    const action = this.#overlay.actions[index]
    if (!isObject(action) || !isString(action.target)) return
    const targets = select(this.#document.parsed, action.target)
    if (!targets) return
    if (targets.length === 0) {
      const message = `The target of this action matches nothing: ${action.target}. Correct the path, or remove the action.`
      this.#report(index, message)
    }
    const touched = targets.flatMap(keys => writtenPointers(keys, action.update))
    this.#steps.push({ index, touched, before: this.#valuesAt(touched), after: [] })
    if (targets.length > 0) this.#pending = { index, targets, before: this.#textOf(targets) }
  }

  /** What the last action changed, and whether it changed anything. */
  #recordChanges(): void {
    const step = this.#steps.at(-1)
    if (step && step.after.length === 0) step.after = this.#valuesAt(step.touched)
    const pending = this.#pending
    this.#pending = undefined
    if (!pending || this.#textOf(pending.targets) !== pending.before) return
    this.#report(
      pending.index,
      'This action changes nothing: the document already has these values. Remove the action.',
    )
  }

  #report(index: number, message: string): void {
    this.#problems.push({ index, where: actionPosition(this.#overlay, index, 'target'), message })
  }

  /** Copies: later actions change the document in place. */
  #valuesAt(pointers: readonly string[]): unknown[] {
    return pointers.map(pointer => structuredClone(valueAt(this.#document.parsed, pointerKeys(pointer))))
  }

  #textOf(targets: readonly Keys[]): string {
    // A value can be null; a removed one is undefined, which JSON would write as null too.
    const values = targets.map(keys => valueAt(this.#document.parsed, keys))
    return JSON.stringify(values.map(value => (value === undefined ? { removed: true } : value)))
  }
}

/** The pointers below a target that an update writes: one for each leaf. */
function writtenPointers(keys: Keys, update: unknown): string[] {
  if (!isObject(update)) return [new Pointer(keys).pointer]
  return Object.entries(update).flatMap(([key, value]) => writtenPointers([...keys, key], value))
}
