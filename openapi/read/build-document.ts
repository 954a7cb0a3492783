import type { NormalizedProblem } from '@redocly/openapi-core'
import { isObject, type JsonObject } from '../contract/json.ts'
import { arrange } from './arrange.ts'
import { type Bundled, bundleContract } from './bundle.ts'
import { type ContractProblem, throwProblems } from './contract-error.ts'
import { describePlace } from './describe-place.ts'
import type { Place } from './document/types.ts'
import { lintDocument, lintFile, type Strictness } from './lint.ts'
import type { LintFinding } from './lint-finding.ts'
import { type Overlay, placeInOverlays } from './overlay.ts'
import { placeAt } from './position.ts'
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
  const { findings, document } = await checkDocument(root, overlay ? [overlay] : [], strictness)
  throwProblems(findings.filter(({ severity }) => severity === 'error').map(problemOf))
  return document()
}

interface Checked {
  readonly findings: readonly LintFinding[]
  readonly document: () => Promise<JsonObject>
}

/**
 * Lints a document in one file or many, with overlays applied.
 * @throws {ContractError} if it cannot be read, or an overlay cannot be applied
 */
export async function checkDocument(
  root: string,
  overlays: readonly Overlay[],
  strictness: 'own' | 'any',
): Promise<Checked> {
  if (overlays.length === 0) {
    const findings = findingsOf(await lintFile(root, strictness), problem => ({ place: placeOf(problem) }))
    return { findings, document: async () => arrange(prune((await bundleContract(root)).document)) }
  }
  const bundled = await bundleContract(root, overlays)
  const document = arrange(prune(titled(bundled, overlays)))
  const pruned: Strictness = strictness === 'own' ? 'own pruned' : strictness
  const findings = findingsOf(await lintDocument(document, pruned), ({ location: [first] }) => {
    const inResult = first?.pointer ?? '#/'
    return { place: placeInOverlays(bundled.applied, inResult), inResult }
  })
  return { findings, document: async () => document }
}

function findingsOf(
  problems: readonly NormalizedProblem[],
  locate: (problem: NormalizedProblem) => Pick<LintFinding, 'place' | 'inResult'>,
): readonly LintFinding[] {
  return causes(problems.filter(({ ignored }) => ignored !== true)).map(problem => ({
    rule: problem.ruleId,
    severity: problem.severity === 'error' ? 'error' : 'warning',
    message: problem.message,
    ...locate(problem),
  }))
}

function placeOf({ location: [first] }: NormalizedProblem): Place | undefined {
  return first && placeAt(first)
}

function problemOf({ rule, message, place, inResult }: LintFinding): ContractProblem {
  const result = inResult === undefined ? '' : `\n  In the resulting contract: ${inResult}`
  return { where: place ? describePlace(place) : '', message: `${message} (${rule})${result}` }
}

/** With the title of the last overlay, unless an action sets a title. */
function titled({ document, originalTitle }: Bundled, overlays: readonly Overlay[]): JsonObject {
  const { info } = document
  const title = overlays.at(-1)?.title
  if (!isObject(info) || title === undefined || info.title !== originalTitle) return document
  return { ...document, info: { ...info, title } }
}
