/** Makes the contract of one system: bundled, overlaid, pruned, arranged and checked. */
import type { NormalizedProblem } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { arrange } from './arrange.ts'
import { type Bundled, bundleContract } from './bundle.ts'
import { type Problem, problemOf, shortPath, throwProblems } from './contract-error.ts'
import { lintDocument, lintFile, type Strictness } from './lint.ts'
import { actionPosition, type Overlay } from './overlay.ts'
import { actionThatTouched } from './overlay-steps.ts'
import { prune } from './prune.ts'

/**
 * @param root The OpenAPI document; it may be spread over files.
 * @param overlay Turns it into another system.
 * @throws {ContractError} with every problem that the checks find
 */
export async function makeDocument(
  root: string,
  overlay: Overlay | undefined,
  strictness: 'own' | 'other',
): Promise<JsonObject> {
  if (!overlay) {
    const problems = await lintFile(root, strictness)
    throwProblems(problems.filter(isError).map(problemOf))
    return arrange(prune((await bundleContract(root)).document))
  }
  const bundled = await bundleContract(root, overlay)
  const document = arrange(prune(titled(bundled, overlay)))
  const pruned: Strictness = strictness === 'own' ? 'own pruned' : 'other'
  const problems = await lintDocument(document, pruned)
  throwProblems(problems.filter(isError).map(problem => explain(problem, overlay, bundled)))
  return document
}

function isError({ severity, ignored }: NormalizedProblem): boolean {
  return severity === 'error' && ignored !== true
}

/** Named as the overlay is named, unless an action of the overlay names it. */
function titled({ document, originalTitle }: Bundled, { title }: Overlay): JsonObject {
  const { info } = document
  if (!isObject(info) || title === undefined || info.title !== originalTitle) return document
  return { ...document, info: { ...info, title } }
}

/** Where the overlay makes the problem, if it does, and where the problem shows in the result. */
function explain({ message, ruleId, location }: NormalizedProblem, overlay: Overlay, { steps }: Bundled): Problem {
  const pointer = location[0]?.pointer ?? '#/'
  const index = actionThatTouched(steps, pointer)
  const where = index === undefined ? shortPath(overlay.file) : actionPosition(overlay, index)
  return { where, message: `${message} (${ruleId})\n  In the resulting contract: ${pointer}` }
}
