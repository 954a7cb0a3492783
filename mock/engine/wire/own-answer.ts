/** The bodies of responses of our own systems, which are checked against their schemas. */
import type { Operation } from '../../../openapi/contract/contract.ts'
import { OWN_ANSWER_OF_MANY, OWN_ANSWERS } from '../../../openapi/contract/dialect.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import type { Answer } from '../../../openapi/vocabulary/engine/plan.ts'
import { freshOf, keepJson } from './kept-json.ts'
import { compileTemplate, type Lookup } from './template.ts'

const templateOf = perObject(({ does, many }: Operation) =>
  compileTemplate(many === undefined ? (OWN_ANSWERS[does] ?? '$record') : OWN_ANSWER_OF_MANY),
)

/**
 * The body of a response as JSON. The records of a list are checked and written only once.
 * @param check throws if the body breaks its schema
 */
export function ownAnswer(operation: Operation, { body, values }: Answer, check: (body: unknown) => void): string {
  const template = templateOf(operation)
  const lookup: Lookup = name => (name === 'record' ? body : values?.[name])
  const records = values?.records
  const fresh = Array.isArray(records) ? freshOf(records) : []
  check(template.fill(name => (name === 'records' ? fresh : lookup(name))))
  for (const record of fresh) if (typeof record === 'object' && record !== null) keepJson(record)
  return template.json(lookup)
}
