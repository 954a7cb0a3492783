/** Bundles an OpenAPI document of many files into one, with an overlay applied: what `redocly bundle --overlay` does. */
import { BaseResolver, bundle, type NormalizedProblem } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { schemaNames, withAuthoredNames } from './authored-names.ts'
import { ContractError, type Problem, problemOf, shortPath, throwProblems } from './contract-error.ts'
import { configOf } from './lint.ts'
import { actionPosition, type Overlay } from './overlay.ts'
import { OverlaySteps, type Step } from './overlay-steps.ts'
import { readWith } from './read-file.ts'

export interface Bundled {
  readonly document: JsonObject
  /** What the overlay's actions did, in order. */
  readonly steps: readonly Step[]
  /** The title before the overlay. */
  readonly originalTitle: unknown
}

/**
 * @param root The OpenAPI document.
 * @param overlay Applied to the bundle, action by action.
 * @throws {ContractError} for a `$ref` that leads nowhere, an action that fails or whose target matches nothing
 */
export async function bundleContract(root: string, overlay?: Overlay): Promise<Bundled> {
  const config = await configOf('other')
  const steps = overlay && new OverlaySteps(config, overlay)
  const resolver = steps ?? new BaseResolver(config.resolve)
  const document = await readWith(resolver, root)
  const originalTitle = titleOf(document.parsed)
  const authored = schemaNames(document.parsed)
  steps?.watch(document)
  const { problems } = await bundle({
    doc: document,
    config,
    externalRefResolver: resolver,
    overlays: steps?.refs ?? [],
  })
  const failed = new Set(problems.map(problem => actionOf(problem, steps)))
  throwProblems([...problems.map(problem => explain(problem, overlay, steps)), ...(steps?.finish(failed) ?? [])])
  // Redocly shares objects between places; from here on every place has its own.
  const parsed: unknown = JSON.parse(JSON.stringify(document.parsed))
  if (!isObject(parsed)) throw new ContractError([{ where: shortPath(root), message: 'This is no OpenAPI document.' }])
  return { document: withAuthoredNames(parsed, authored), steps: steps?.steps ?? [], originalTitle }
}

function titleOf(document: unknown): unknown {
  return isObject(document) && isObject(document.info) ? document.info.title : undefined
}

function explain(problem: NormalizedProblem, overlay: Overlay | undefined, steps: OverlaySteps | undefined): Problem {
  const index = actionOf(problem, steps)
  if (!overlay || index === undefined) return problemOf(problem)
  return { where: actionPosition(overlay, index, 'target'), message: problem.message }
}

function actionOf({ location }: NormalizedProblem, steps: OverlaySteps | undefined): number | undefined {
  return steps?.actionOf(location[0]?.source.absoluteRef ?? '')
}
