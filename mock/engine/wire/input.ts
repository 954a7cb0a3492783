/** The properties of a record, made from a request by the template in `input`. */
import { isObject } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { placeholdersIn, SPREAD } from '../../../openapi/contract/template.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { compileTemplate, type Lookup, partOf } from './template.ts'

/** What a request gives to the template. */
export type Given = Pick<Call, 'body' | 'query' | 'params'>

type Input = Readonly<Record<string, unknown>>

const membersOf = perObject((template: Input) =>
  Object.entries(template).map(([name, member]) => ({ name, make: compileMember(member) })),
)

/** The properties that a request writes. One whose value the request does not give is left out. */
export function fromTemplate(template: Input, { body, query, params }: Given): Row {
  const given: Readonly<Record<string, unknown>> = { body, query, path: params }
  const row: Record<string, unknown> = {}
  for (const { name, make } of membersOf(template)) {
    const value = make(from => given[from])
    if (name !== SPREAD) {
      if (value !== undefined) row[name] = value
    } else if (isObject(value)) Object.assign(row, value)
  }
  return row
}

/** A text or an object with a value that the request does not give is absent as a whole, and null if the value is null. */
function compileMember(member: unknown): (values: Lookup) => unknown {
  const { fill } = compileTemplate(member)
  const needed = placeholdersIn(member).map(({ placeholder }) => placeholder)
  return values => {
    const given = needed.map(placeholder => partOf(values, placeholder))
    if (given.includes(undefined)) return undefined
    return given.includes(null) ? null : fill(values)
  }
}
