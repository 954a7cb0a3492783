/** `accepts_any`: any credential in the form of a security scheme is accepted. */
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { acceptsAny, identifiesCaller } from '../model/credentials.ts'
import type { Model, OperationNode, SchemeNode } from '../model/model.ts'

/** A scheme that states nothing is read as if it had this keyword, unless the document is strict. */
export function check(model: Model): Finding[] {
  const required = new Map(
    model.operations
      .flatMap(({ security }) => security)
      .flatMap(({ schemes, at }) => Object.keys(schemes).map(name => [name, at] as const))
      .reverse(),
  )
  return [...model.schemes.values()].flatMap(({ name, node, wordsNode }): Finding[] => {
    const at = required.get(name)
    if (wordsNode || !at) return []
    const problem = `The security scheme \`${name}\` does not state what it reads.`
    const advice = 'Add `x-latchkey` with `authenticates`, `selects` or `accepts_any: true` to it.'
    if (model.isStrict) return [{ message: `${problem} ${advice}`, at }]
    const effect = 'Any credential of its form is accepted, as with `accepts_any: true`.'
    return [{ message: `${problem} ${effect}`, at: node.at, isLenient: true }]
  })
}

export function refusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  const { security } = operation
  const schemes = security.map(alternative => Object.keys(alternative.schemes))
  const isNeeded = security.length > 0 && schemes.every(names => names.length > 0)
  if (!isNeeded || identifiesCaller(model, operation)) return []
  const isAny = schemes.flat().some(name => acceptsAny(model.schemes.get(name)))
  return isAny ? [{ code: 'missing_credentials', why: 'it requires credentials' }] : []
}

export function explainScheme({ words }: SchemeNode, _links: Links): string | undefined {
  if (!words || !('accepts_any' in words)) return undefined
  return 'Any credential of this form is accepted, and all of them may do the same. No operation creates them.'
}
