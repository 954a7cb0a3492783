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

/** An operation whose late fields are made when one of them is first read. It looks like any other. */
export function lateOperation(known: KnownFields, make: () => LateFields): Operation {
  const late = once(make)
  const operation: Partial<Operation> = { ...known }
  for (const field of LATE) Object.defineProperty(operation, field, { enumerable: true, get: () => late()[field] })
  return operation as Operation
}

/** The two parts of an operation. */
export function splitOperation(operation: Operation): { readonly known: KnownFields; readonly late: LateFields } {
  const { security, query, headers, cookies, pathParameters, body, responses, success, ...known } = operation
  return { known, late: { security, query, headers, cookies, pathParameters, body, responses, success } }
}
