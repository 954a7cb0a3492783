import type { Operation } from './contract.ts'
import { once } from './lazy.ts'

const LATE = [
  'security',
  'query',
  'headers',
  'cookies',
  'pathParameters',
  'body',
  'responses',
  'success',
] as const satisfies readonly (keyof Operation)[]

/** What only the requests of an operation need. */
export type LateFields = Pick<Operation, (typeof LATE)[number]>

/** What all requests need, to find the operation of each. */
export type KnownFields = Omit<Operation, keyof LateFields>

/**
 * An operation whose late fields are made when one of them is first read. It looks like any other, and from then on it is: each
 * request reads them, and a getter takes longer than a value.
 */
export function lateOperation(known: KnownFields, make: () => LateFields): Operation {
  const operation: Partial<Operation> = { ...known }
  const finish = once(() => {
    const late = make()
    for (const field of LATE) Object.defineProperty(operation, field, { enumerable: true, value: late[field] })
    return late
  })
  for (const field of LATE)
    Object.defineProperty(operation, field, { enumerable: true, configurable: true, get: () => finish()[field] })
  return operation as Operation
}

/** The two parts of an operation. */
export function splitOperation(operation: Operation): { readonly known: KnownFields; readonly late: LateFields } {
  const { security, query, headers, cookies, pathParameters, body, responses, success, ...known } = operation
  return { known, late: { security, query, headers, cookies, pathParameters, body, responses, success } }
}
