/** Everything that is wrong in a document, at once: `latchkey lint`. */
import { resolve } from 'node:path'
import { pointerKeys } from '../contract/pointer.ts'
import { checkDocument } from './build-document.ts'
import { keywordFindings } from './check-keywords.ts'
import { ContractError, type ContractProblem } from './contract-error.ts'
import { type DiskOptions, readDocumentFrom } from './document/from-disk.ts'
import type { Place, ReadDocument } from './document/types.ts'
import { Places } from './document/warnings.ts'
import { inferRules } from './infer/infer-rules.ts'
import { hasKeywords } from './keywords.ts'
import type { LintFinding } from './lint-finding.ts'
import { contractSource } from './load-contract.ts'
import { readOverlay } from './overlay.ts'
import { toCheck } from './restated.ts'

export interface LintResult {
  readonly findings: readonly LintFinding[]
  /** False if a file cannot be read or an overlay cannot be applied: the rest was not checked. */
  readonly isComplete: boolean
}

/** Lints a document that is read like any other: what the reader made of its mistakes, and the rules in it. */
export async function lintAnyDocument(
  file: string,
  options: Pick<DiskOptions, 'overlays' | 'allowRefs'>,
): Promise<LintResult> {
  return completely(async () => {
    const read = await readDocumentFrom(file, { ...options, mostPlaces: Number.POSITIVE_INFINITY })
    return [...readerFindings(read), ...ruleFindings(read)]
  })
}

/**
 * Lints a strict document, or an overlay of one, with the rules of OpenAPI too.
 *
 * @param standard the document that an overlay without `extends` is for
 */
export async function lintStrictDocument(
  file: string,
  overlays: readonly string[],
  standard: string,
): Promise<LintResult> {
  return completely(async () => {
    const { root, overlay } = await contractSource(file, standard)
    const others = await Promise.all(overlays.map(path => readOverlay(resolve(path))))
    const { findings } = await checkDocument(root, [...(overlay ? [overlay] : []), ...others], 'any')
    return findings.map(finding => ({ ...finding, rule: finding.rule.replace('latchkey/', '') }))
  })
}

async function completely(lint: () => Promise<readonly LintFinding[]>): Promise<LintResult> {
  try {
    return { findings: await lint(), isComplete: true }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { findings: error.problems.map(unreadable), isComplete: false }
  }
}

function unreadable({ where, message }: ContractProblem): LintFinding {
  return { rule: 'unreadable', severity: 'error', message, place: placeFrom(where) }
}

/** The place of a problem: `file:line:column`, or a file. */
function placeFrom(where: string): Place | undefined {
  if (where === '') return undefined
  const [, file = where, line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/.exec(where) ?? []
  return {
    file: /^https?:/.test(file) ? file : resolve(file),
    line: Number(line),
    column: Number(column),
    pointer: '#',
  }
}

function readerFindings({ warnings }: ReadDocument): LintFinding[] {
  return warnings.flatMap(({ kind, message, places }) =>
    places.map((place): LintFinding => ({ rule: kind, severity: 'warning', message, place })),
  )
}

function ruleFindings({ document, main }: ReadDocument): LintFinding[] {
  if (!hasKeywords(document)) return []
  const places = new Places()
  const inference = inferRules(document)
  return keywordFindings(toCheck(document, inference)).map(({ pointer, ...finding }) => ({
    ...finding,
    place: places.of(main, pointerKeys(pointer)),
  }))
}
