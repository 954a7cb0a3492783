/** Applies an overlay to a bundled document and records what each action does. */
import { dirname, relative, resolve } from 'node:path'
import { isObject } from '../contract/json.ts'
import { type Keys, pointerKeys, valueAt } from '../contract/pointer.ts'
import { Pointer } from '../vocabulary/model/node.ts'
import { type ContractProblem, throwProblems } from './contract-error.ts'
import { actionPosition, type Overlay } from './overlay.ts'
import { ActionError, idle, prepareAction, rebased } from './overlay-action.ts'
import type { Step } from './overlay-step.ts'

/**
 * @param document is changed
 * @param root the file of the document: relative references of the overlay become relative to it
 * @throws {ContractError} if an action fails, changes nothing or matches nothing
 */
export function runOverlay(document: unknown, overlay: Overlay, root: string): readonly Step[] {
  const steps: Step[] = []
  const problems: ContractProblem[] = []
  const rebase = ($ref: string) =>
    /^(#|https?:)/.test($ref)
      ? $ref
      : relative(dirname(root), resolve(dirname(overlay.file), $ref)).replaceAll('\\', '/')
  for (const [index, action] of overlay.actions.entries()) {
    try {
      const prepared = prepareAction(document, rebased(action, rebase))
      const touched = prepared.targets.flatMap(keys => writtenPointers(keys, prepared.update))
      const before = valuesAt(document, touched)
      const isChanged = prepared.apply()
      steps.push({ index, touched, before, after: valuesAt(document, touched) })
      const message = isChanged ? undefined : idle(prepared, action)
      if (message !== undefined) problems.push({ where: actionPosition(overlay, index, 'target'), message })
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      problems.push({ where: actionPosition(overlay, index, 'target'), message: error.message })
    }
  }
  throwProblems(problems)
  return steps
}

/** Copies: later actions change the document in place. */
function valuesAt(document: unknown, pointers: readonly string[]): unknown[] {
  return pointers.map(pointer => structuredClone(valueAt(document, pointerKeys(pointer))))
}

/** The pointers below a target that an update writes: one for each leaf. */
function writtenPointers(keys: Keys, update: unknown): string[] {
  if (!isObject(update)) return [new Pointer(keys).pointer]
  return Object.entries(update).flatMap(([key, value]) => writtenPointers([...keys, key], value))
}
