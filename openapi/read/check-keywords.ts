/** Checks the keywords of a document that is read like any other. It needs nothing of Node. */
import { pointerKeys } from '../contract/pointer.ts'
import { checks, findingsOf, isError, modelOf } from '../vocabulary/check.ts'
import { rootOf } from '../vocabulary/model/node.ts'
import { throwProblems } from './contract-error.ts'
import type { TextFile, Warning } from './document/types.ts'
import { Warnings } from './document/warnings.ts'
import type { Completed } from './keywords.ts'

/**
 * @param file the file that the places are looked up in
 * @returns what is not declared
 * @throws {ContractError} if a rule cannot work, with each place
 */
export function checkKeywords(completed: Completed, file: TextFile): readonly Warning[] {
  const errors = new Warnings()
  const warnings = new Warnings()
  for (const { severity, message, pointer } of keywordFindings(completed)) {
    const all = severity === 'error' ? errors : warnings
    all.add('rules', message, file, pointerKeys(pointer))
  }
  throwProblems(
    errors.list.flatMap(({ message, places }) =>
      places.map(({ file: name, line, column, pointer }) => ({
        where: name === '' ? pointer : `${name}:${line}:${column}`,
        message,
      })),
    ),
  )
  return warnings.list
}

export interface KeywordFinding {
  /** The name of the check, such as `limits`. */
  readonly rule: string
  /** An error if the rule cannot work; a warning if something is not declared. */
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** In the document that was read. */
  readonly pointer: string
}

/** What all checks find in the keywords that somebody wrote. */
export function keywordFindings({ document, added }: Completed): readonly KeywordFinding[] {
  const model = modelOf(rootOf(document))
  const inferred = [...added]
  return Object.entries(checks).flatMap(([rule, check]) =>
    findingsOf(check, model).flatMap((finding): KeywordFinding[] => {
      const { message, at } = finding
      if (inferred.some(pointer => at.pointer.startsWith(pointer))) return []
      return [{ rule, severity: isError(finding, model) ? 'error' : 'warning', message, pointer: at.pointer }]
    }),
  )
}
