import type { NormalizedProblem } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { arrange } from './arrange.ts'
import { type Bundled, bundleContract } from './bundle.ts'
import { type ContractProblem, throwProblems } from './contract-error.ts'
import { lintDocument, lintFile, lintProblem, type Strictness } from './lint.ts'
import { type Overlay, placeInOverlay } from './overlay.ts'
import { prune } from './prune.ts'
import { causes } from './unreadable.ts'

/**
 * Builds the OpenAPI document of a system: bundles it, applies the overlay, prunes, arranges and lints it.
 *
 * @param root the OpenAPI document, in one file or many
 * @param overlay turns it into another system
 * @throws {ContractError} with every problem that is found
 */
export async function buildDocument(
  root: string,
  overlay: Overlay | undefined,
  strictness: 'own' | 'any',
): Promise<JsonObject> {
  if (!overlay) {
    const problems = await lintFile(root, strictness)
    throwProblems(causes(problems.filter(isError)).map(lintProblem))
    return arrange(prune((await bundleContract(root)).document))
  }
  const bundled = await bundleContract(root, overlay)
  const document = arrange(prune(titled(bundled, overlay)))
  const pruned: Strictness = strictness === 'own' ? 'own pruned' : strictness
  const problems = await lintDocument(document, pruned)
  throwProblems(causes(problems.filter(isError)).map(problem => resultProblem(problem, overlay, bundled)))
  return document
}

function isError({ severity, ignored }: NormalizedProblem): boolean {
  return severity === 'error' && ignored !== true
}

/** With the title of the overlay, unless one of its actions sets a title. */
function titled({ document, originalTitle }: Bundled, { title }: Overlay): JsonObject {
  const { info } = document
  if (!isObject(info) || title === undefined || info.title !== originalTitle) return document
  return { ...document, info: { ...info, title } }
}

/** A problem in the result, at the action of the overlay that caused it or else at the overlay. */
function resultProblem(problem: NormalizedProblem, overlay: Overlay, { steps }: Bundled): ContractProblem {
  const pointer = problem.location[0]?.pointer ?? '#/'
  const where = placeInOverlay(overlay, steps, pointer)
  return { where, message: `${lintProblem(problem).message}\n  In the resulting contract: ${pointer}` }
}
