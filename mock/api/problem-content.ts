/** The content of problem documents that faults and overrides create. */

import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import { formatTime } from '../../openapi/contract/time.ts'
import { scopeName } from '../../openapi/vocabulary/words/limits.ts'
import { secretSchemes } from '../engine/credentials/secret-schemes.ts'
import { challengesOf } from '../engine/credentials/unauthorized.ts'
import { responseFor } from '../engine/described/response-for.ts'
import { sample } from '../engine/values/sample.ts'

/** The fields that every problem document has. */
const COMMON = ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id']

/** The codes that an operation declares, each with its status. */
export function declaredCodes({ responses }: Operation): readonly (readonly [code: string, status: number])[] {
  return Object.entries(responses).flatMap(([status, { codes = [] }]) =>
    codes.map(code => [code, Number(status)] as const),
  )
}

/** The fields of a code: the actual values of a limit, or otherwise sample values that its schema allows. */
export function problemFields(contract: Contract, code: string): Readonly<Record<string, unknown>> {
  const schema = contract.schemas[contract.problems[code]?.schema ?? ''] ?? {}
  const sampled = sample(schema, { schemas: contract.schemas, text: 'made up', time: formatTime(0) })
  const fields = Object.entries(isObject(sampled) ? sampled : {}).filter(([field]) => !COMMON.includes(field))
  return { ...Object.fromEntries(fields), ...limitFields(contract, code) }
}

function limitFields({ resources }: Contract, code: string): object {
  const limits = Object.values(resources).flatMap(({ limits = [] }) => limits)
  const limit = limits.find(({ refuse, max }) => refuse === code && max !== null)
  return limit ? { limit: limit.max, used: limit.max, scope: scopeName(limit) } : {}
}

/** The headers that an operation declares for the status of a code. */
export function problemHeaders(
  contract: Contract,
  operation: Operation,
  code: string,
): Readonly<Record<string, string>> {
  return errorHeaders(contract, operation, contract.problems[code]?.status ?? 0)
}

/** The headers that an operation declares for the status of an error, as far as their values are known. */
export function errorHeaders(
  contract: Contract,
  operation: Operation,
  status: number,
): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = {
    'www-authenticate': challengesOf(secretSchemes(contract)),
    allow: contract.operations.flatMap(({ path, method }) => (path === operation.path ? [method] : [])).join(', '),
    'retry-after': '1',
  }
  const declared = responseFor(operation, status)?.headers ?? []
  return Object.fromEntries(
    declared.flatMap(name => {
      const value = known[name.toLowerCase()]
      return value ? [[name, value]] : []
    }),
  )
}
