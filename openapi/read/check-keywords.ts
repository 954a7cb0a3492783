/** Checks the keywords of a document that is read like any other. It needs nothing of Node. */
import { pointerKeys } from '../contract/pointer.ts'
import { checks, findingsOf, isError, modelOf } from '../vocabulary/check.ts'
import type { Finding } from '../vocabulary/finding.ts'
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
export function checkKeywords({ document, added }: Completed, file: TextFile): readonly Warning[] {
  const model = modelOf(rootOf(document))
  const errors = new Warnings()
  const warnings = new Warnings()
  const isWritten = ({ at }: Finding) => ![...added].some(pointer => at.pointer.startsWith(pointer))
  const findings = Object.values(checks).flatMap(check => findingsOf(check, model))
  for (const finding of findings.filter(isWritten)) {
    const { message, at } = finding
    const all = isError(finding, model) ? errors : warnings
    all.add('rules', message, file, pointerKeys(at.pointer))
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
