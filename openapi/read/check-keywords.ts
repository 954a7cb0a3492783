/** Checks the keywords of a document that is read like any other. It needs nothing of Node. */
import { pointerKeys } from '../contract/pointer.ts'
import { checks, findingsOf, isError, modelOf } from '../vocabulary/check.ts'
import type { Finding } from '../vocabulary/finding.ts'
import { type Model, propertyWords } from '../vocabulary/model/model.ts'
import { rootOf } from '../vocabulary/model/node.ts'
import { throwProblems } from './contract-error.ts'
import type { TextFile, Warning } from './document/types.ts'
import { Warnings } from './document/warnings.ts'
import { type Completed, OF_RECORDS } from './keywords.ts'

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
  for (const finding of [...findings.filter(isWritten), ...withoutEffect(model, added)]) {
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

/** Keywords of a resource that only operations with keywords carry out. */
function withoutEffect(model: Model, added: ReadonlySet<string>): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const operations = model.operations.filter(({ words }) => words?.resource === resource.name)
    if (!operations.every(({ wordsNode }) => added.has(wordsNode.at.pointer))) return []
    const advice = `Add \`x-latchkey\` with \`resource: ${resource.name}\` and \`does\` to them.`
    const unused = Object.keys(resource.words).filter(word => !OF_RECORDS.some(known => known === word))
    const properties = Object.keys(propertyWords(resource)).filter(
      name => !resource.uses.some(use => use.name === name && use.wordsNode && added.has(use.wordsNode.at.pointer)),
    )
    return [...unused, ...properties.map(name => `x-latchkey of ${name}`)].map(word => ({
      message: `\`${word}\` of \`${resource.name}\` has no effect: its operations have no keywords. ${advice}`,
      at: resource.wordsNode.placeOf(word),
      isLenient: true,
    }))
  })
}
