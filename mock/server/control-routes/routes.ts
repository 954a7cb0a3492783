/** What can be done to a mock over HTTP, besides its API. */
import { isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { hint } from '../../../openapi/vocabulary/nearest.ts'
import type { Fault, ScenarioName } from '../../api/types.ts'
import type { Exchange } from '../../engine/engine.ts'
import { BadControl } from '../bad-control.ts'
import { membersOf } from '../body.ts'
import type { Instance } from '../instance.ts'

export interface ControlCall {
  readonly instance: Instance
  /** JSON; undefined where none was sent. */
  readonly body: unknown
  readonly query: URLSearchParams
}

export interface Control {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/__mock`. */
  readonly path: string
  readonly says: string
  /** A body that it takes. */
  readonly example?: JsonObject
  /** @returns what to answer as JSON; undefined for nothing */
  readonly run: (call: ControlCall) => unknown
}

export const CONTROLS: readonly Control[] = [
  {
    method: 'POST',
    path: '/reset',
    says: 'Everything is as it was when the server started.',
    run: ({ instance }) => instance.reset(),
  },
  { method: 'GET', path: '/clock', says: 'What time it is.', run: ({ instance }) => clockOf(instance) },
  {
    method: 'POST',
    path: '/clock',
    says: 'Moves the clock: `advance` by an ISO 8601 duration, `set` to an RFC 3339 time, or `real` for the real time.',
    example: { advance: 'PT61M' },
    run: ({ instance, body }) => moveClock(instance, body),
  },
  {
    method: 'GET',
    path: '/state',
    says: 'All that is remembered, without secrets.',
    run: ({ instance }) => instance.mock.snapshot(),
  },
  {
    method: 'PUT',
    path: '/state',
    says: 'Goes back to what GET gave.',
    run: ({ instance, body }) => instance.restore(body),
  },
  {
    method: 'POST',
    path: '/seed',
    says: 'Adds records: rows by resource. Answers with them and their secrets.',
    example: { Product: [{ name: 'Rye flour' }] },
    run: ({ instance, body }) => instance.seed(membersOf(body, Object.keys(instance.mock.contract.resources))),
  },
  {
    method: 'POST',
    path: '/scenario',
    says: 'Resets, and brings about a state that is worth a test.',
    example: { name: 'at-limit' },
    run: ({ instance, body }) => instance.mock.scenario(text(membersOf(body, ['name']), 'name') as ScenarioName),
  },
  {
    method: 'POST',
    path: '/sign-in',
    says: 'A session of a user, without their password: the token, and the headers to send.',
    example: { as: 'admin' },
    run: ({ instance, body }) => {
      const { token, headers } = instance.mock.signIn(text(membersOf(body, ['as']), 'as'))
      return { token, headers: { ...headers } }
    },
  },
  {
    method: 'GET',
    path: '/requests',
    says: 'The last requests, oldest first; of one `operation`, `status` or `code` where the query says so.',
    run: ({ instance, query }) => ({ data: filtered(instance.mock.requests, query) }),
  },
  {
    method: 'POST',
    path: '/fail',
    says: 'Lets requests fail: of one operation or `*`; with a `status` or `code`, or as `error` (network, timeout).',
    example: { operation: 'listOrders', status: 503, times: 2 },
    run: ({ instance, body }) => {
      const { operation, ...fault } = membersOf(body, ['operation', 'status', 'code', 'error', 'times', 'nth'])
      instance.fail(text({ operation }, 'operation'), fault as unknown as Fault)
    },
  },
  { method: 'DELETE', path: '/fail', says: 'Nothing fails any more.', run: ({ instance }) => instance.clearFaults() },
  {
    method: 'POST',
    path: '/delay',
    says: 'Lets requests wait: of one operation or `*`; milliseconds, or from least to most.',
    example: { operation: '*', milliseconds: [50, 200] },
    run: ({ instance, body }) => {
      const { operation = '*', milliseconds } = membersOf(body, ['operation', 'milliseconds'])
      if (!isTime(milliseconds)) throw new BadControl('/milliseconds must be a number, or a list of two.')
      instance.delay(text({ operation }, 'operation'), milliseconds)
    },
  },
  { method: 'DELETE', path: '/delay', says: 'Nothing waits any more.', run: ({ instance }) => instance.clearDelays() },
]

function clockOf({ mock }: Instance) {
  return { now: mock.clock.toString(), stands_still: mock.clock.fixed !== null }
}

function moveClock(instance: Instance, body: unknown) {
  const { clock } = instance.mock
  const members = membersOf(body, ['advance', 'set', 'real'])
  const [name, ...others] = Object.keys(members)
  if (name === undefined || others.length > 0)
    throw new BadControl('Exactly one of /advance, /set and /real is needed.')
  if (name === 'advance') clock.advance(text(members, 'advance'))
  else if (name === 'set') clock.set(text(members, 'set'))
  else if (members.real === true) clock.useRealTime()
  else throw new BadControl('/real must be true.')
  return clockOf(instance)
}

const FILTERS: Readonly<Record<string, (exchange: Exchange) => unknown>> = {
  operation: ({ operation }) => operation,
  status: ({ status }) => status,
  code: ({ refusal }) => refusal?.code,
}

function filtered(requests: readonly Exchange[], query: URLSearchParams): readonly Exchange[] {
  return [...query].reduce((left, [name, value]) => {
    const member = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined
    if (!member) throw new BadControl(`?${name} is not known here.${hint(name, Object.keys(FILTERS))}`)
    return left.filter(exchange => String(member(exchange)) === value)
  }, requests)
}

function isTime(value: unknown): value is number | readonly [number, number] {
  const isNumber = (one: unknown) => typeof one === 'number'
  return isNumber(value) || (Array.isArray(value) && value.length === 2 && value.every(isNumber))
}

function text(members: JsonObject, name: string): string {
  const value = members[name]
  if (isString(value)) return value
  throw new BadControl(`/${name} ${value === undefined ? 'is required' : 'must be text'}.`)
}
