import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import { formatTime } from '../../openapi/contract/time.ts'
import { secretSchemes } from '../engine/credentials/secret-schemes.ts'
import { challengesOf } from '../engine/credentials/unauthorized.ts'
import { sample } from '../engine/values/sample.ts'

/** What every problem document has, whatever its code. */
const COMMON = ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id']

/** The refusals that an operation declares, each with its status. */
export function codesOf({ responses }: Operation): readonly (readonly [code: string, status: number])[] {
  return Object.entries(responses).flatMap(([status, { codes = [] }]) =>
    codes.map(code => [code, Number(status)] as const),
  )
}

/** The members of its own that a refusal has: the true ones of a limit, made-up ones that its schema allows else. */
export function membersOf(contract: Contract, code: string): Readonly<Record<string, unknown>> {
  const schema = contract.schemas[contract.problems[code]?.schema ?? ''] ?? {}
  const sampled = sample(schema, { schemas: contract.schemas, text: 'made up', time: formatTime(0) })
  const members = Object.entries(isObject(sampled) ? sampled : {}).filter(([member]) => !COMMON.includes(member))
  return { ...Object.fromEntries(members), ...limitMembers(contract, code) }
}

function limitMembers({ resources }: Contract, code: string): object {
  const limits = Object.values(resources).flatMap(({ limits = [] }) => limits)
  const limit = limits.find(({ refuse, max }) => refuse === code && max !== null)
  return limit ? { limit: limit.max, used: limit.max, scope: limit.per } : {}
}

/** The headers that a refusal of an operation comes with, by the names that it declares. */
export function headersOf(contract: Contract, operation: Operation, code: string): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = {
    'www-authenticate': challengesOf(secretSchemes(contract)),
    allow: contract.operations.flatMap(({ path, method }) => (path === operation.path ? [method] : [])).join(', '),
    'retry-after': '1',
  }
  const declared = operation.responses[contract.problems[code]?.status ?? 0]?.headers ?? []
  return Object.fromEntries(
    declared.flatMap(name => {
      const value = known[name.toLowerCase()]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
