import { BaseResolver, bundle, type NormalizedProblem } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { schemaNames, withAuthoredNames } from './authored-names.ts'
import { ContractError, type ContractProblem, throwProblems } from './contract-error.ts'
import { lintConfig, lintFile, lintProblem } from './lint.ts'
import { actionPosition, type Overlay } from './overlay.ts'
import { OverlayRecorder } from './overlay-recorder.ts'
import type { Step } from './overlay-step.ts'
import { shortPath } from './position.ts'
import { readDocument } from './read-document.ts'

export interface Bundled {
  readonly document: JsonObject
  /** What the overlay's actions did, in order. */
  readonly steps: readonly Step[]
  /** The title before the overlay. */
  readonly originalTitle: unknown
}

/**
 * Bundles an OpenAPI document of many files into one and applies an overlay to it, like `redocly bundle --overlay`.
 *
 * @param root the OpenAPI document
 * @param overlay applied to the bundle, action by action
 * @throws {ContractError} if a `$ref` cannot be resolved, or an action fails, changes nothing or matches nothing
 */
export async function bundleContract(root: string, overlay?: Overlay): Promise<Bundled> {
  const config = await lintConfig('any')
  const recorder = overlay && new OverlayRecorder(config, overlay)
  const resolver = recorder ?? new BaseResolver(config.resolve)
  const document = await readDocument(resolver, root)
  const originalTitle = titleOf(document.parsed)
  const authored = schemaNames(document.parsed)
  recorder?.watch(document)
  const overlays = recorder?.refs ?? []
  const { problems } = await bundle({ doc: document, config, externalRefResolver: resolver, overlays })
  // The bundler tries references in places that they were moved to. The linter reports those that are wrong.
  if (problems.some(({ ruleId }) => ruleId === 'bundler'))
    throwProblems(
      (await lintFile(root, 'any')).filter(({ ruleId }) => ruleId === 'no-unresolved-refs').map(lintProblem),
    )
  const failed = new Set(problems.map(problem => failedAction(problem, recorder)))
  throwProblems([
    ...problems.map(problem => bundleProblem(problem, overlay, recorder)),
    ...(recorder?.finish(failed) ?? []),
  ])
  // Redocly puts the same object into several places. A copy through JSON has a separate object in each place.
  const parsed: unknown = JSON.parse(JSON.stringify(document.parsed))
  if (!isObject(parsed)) {
    throw new ContractError([{ where: shortPath(root), message: 'The file must hold an OpenAPI document.' }])
  }
  return { document: withAuthoredNames(parsed, authored), steps: recorder?.steps ?? [], originalTitle }
}

function titleOf(document: unknown): unknown {
  return isObject(document) && isObject(document.info) ? document.info.title : undefined
}

/** A problem of the bundle, at the action of the overlay that caused it. */
function bundleProblem(
  problem: NormalizedProblem,
  overlay: Overlay | undefined,
  recorder: OverlayRecorder | undefined,
): ContractProblem {
  const index = failedAction(problem, recorder)
  if (!overlay || index === undefined) return lintProblem(problem)
  return { where: actionPosition(overlay, index, 'target'), message: problem.message }
}

function failedAction({ location }: NormalizedProblem, recorder: OverlayRecorder | undefined): number | undefined {
  return recorder?.actionOf(location[0]?.source.absoluteRef ?? '')
}
