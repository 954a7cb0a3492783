/**
 * Watches an overlay being applied, action by action. Redocly applies whole overlays and passes over targets that
 * match nothing, so each action goes in as an overlay of its own: Redocly asks for it exactly when all actions
 * before it are applied, and that is when its target is looked up.
 */
import { BaseResolver, type Config, Source } from '@redocly/openapi-core'
import { paths } from 'jsonpath-rfc9535'
import parsePath from 'jsonpath-rfc9535/parser'
import { isObject, isString } from '../contract/json.ts'
import { type Keys, pointerKeys, valueAt } from '../contract/pointer.ts'
import { Pointer } from '../vocabulary/model/node.ts'
import type { Problem } from './contract-error.ts'
import { actionPosition, type Overlay } from './overlay.ts'

/** What an action did to the document. */
export interface Step {
  readonly index: number
  /** JSON pointers of what it wrote or removed. */
  readonly touched: readonly string[]
  /** The value at each of these places before the action, in the same order; undefined where there was none. */
  readonly before: readonly unknown[]
  /** The same afterwards. */
  readonly after: readonly unknown[]
}

export class OverlaySteps extends BaseResolver {
  readonly #steps: (Step & { after: readonly unknown[] })[] = []
  readonly #problems: (Problem & { readonly index: number })[] = []
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

  /** The document that the actions change, in place. */
  watch(document: { readonly parsed: unknown }): void {
    this.#document = document
  }

  /** The actions as overlays of their own, to be applied in this order. */
  get refs(): string[] {
    return this.#overlay.actions.map((_, index) => this.#refOf(index))
  }

  /** The action that a problem of Redocly's is about. */
  actionOf(absoluteRef: string): number | undefined {
    const index = this.refs.indexOf(absoluteRef)
    return index === -1 ? undefined : index
  }

  /**
   * What is wrong with the actions besides what Redocly says, once all are applied.
   *
   * @param failed The actions with which something else is wrong.
   */
  finish(failed: ReadonlySet<number | undefined>): Problem[] {
    this.#settle()
    return this.#problems.filter(({ index }) => !failed.has(index)).map(({ where, message }) => ({ where, message }))
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    const index = this.actionOf(absoluteRef)
    if (index === undefined) return super.loadExternalRef(absoluteRef)
    this.#settle()
    this.#look(index)
    const { parsed, actions } = this.#overlay
    return new Source(absoluteRef, JSON.stringify({ ...parsed, actions: [actions[index]] }))
  }

  /** Beside the overlay, so that a relative `$ref` in it means the same. */
  #refOf(index: number): string {
    return `${this.#overlay.file}.action-${index}.json`
  }

  #look(index: number): void {
    const action = this.#overlay.actions[index]
    if (!isObject(action) || !isString(action.target)) return
    const targets = this.#select(action.target)
    if (!targets) return
    if (targets.length === 0) {
      this.#report(
        index,
        `The target of this action matches nothing: ${action.target}. Correct the path, or remove the action.`,
      )
    }
    const touched = targets.flatMap(keys => written(keys, action.update))
    this.#steps.push({ index, touched, before: this.#valuesAt(touched), after: [] })
    if (targets.length > 0) this.#pending = { index, targets, before: this.#textOf(targets) }
  }

  /** Looks what the last action changed, and whether it did. */
  #settle(): void {
    const step = this.#steps.at(-1)
    if (step && step.after.length === 0) step.after = this.#valuesAt(step.touched)
    const pending = this.#pending
    this.#pending = undefined
    if (!pending || this.#textOf(pending.targets) !== pending.before) return
    this.#report(pending.index, 'This action changes nothing: what it says is so already. Remove it.')
  }

  #report(index: number, message: string): void {
    this.#problems.push({ index, where: actionPosition(this.#overlay, index, 'target'), message })
  }

  /** Undefined where the path is none; Redocly says so. */
  #select(path: string): Keys[] | undefined {
    try {
      return [...new Set(paths(JSON.parse(JSON.stringify(this.#document.parsed)), path))].map(keysOf)
    } catch {
      return undefined
    }
  }

  /** Copies, for the document changes in place. */
  #valuesAt(pointers: readonly string[]): unknown[] {
    return pointers.map(pointer => structuredClone(valueAt(this.#document.parsed, pointerKeys(pointer))))
  }

  #textOf(targets: readonly Keys[]): string {
    return JSON.stringify(targets.map(keys => valueAt(this.#document.parsed, keys) ?? { removed: true }))
  }
}

/** The keys of a normalized path: `$['info']['title']`. */
function keysOf(path: string): Keys {
  return parsePath(path).segments.flatMap(({ node }) =>
    node.type === 'BracketedSelection'
      ? node.selectors.flatMap(selector =>
          selector.type === 'NameSelector' || selector.type === 'IndexSelector' ? [selector.value] : [],
        )
      : [],
  )
}

/** The pointers below a target that an update writes: one for each leaf. */
function written(keys: Keys, update: unknown): string[] {
  if (!isObject(update)) return [new Pointer(keys).pointer]
  return Object.entries(update).flatMap(([key, value]) => written([...keys, key], value))
}

/** The action that wrote a place last, or else the one that wrote something inside it, or else nothing. */
export function actionThatTouched(steps: readonly Step[], pointer: string): number | undefined {
  const isIn = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`)
  const last = (touches: (path: string) => boolean) => steps.findLast(({ touched }) => touched.some(touches))?.index
  return last(path => isIn(pointer, path)) ?? last(path => isIn(path, pointer))
}
