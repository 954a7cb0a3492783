import { contracts } from '../../mock/generated/index.ts'
import type { AnyMock } from '../../mock/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { Body } from '../engine/world.ts'

export const START = '2026-01-01T00:00:00.000Z'

export const SYSTEMS = Object.values(contracts)

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** @param call method and path below the base path: `GET /api-keys?limit=5` */
export function requestOf({ contract }: AnyMock, call: string, { headers, body, signal }: Asking = {}): Request {
  const [method = '', path = ''] = call.split(/ (.*)/)
  return new Request(`http://shop.test${contract.basePath}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
}

export async function ask(mock: AnyMock, call: string, asking?: Asking) {
  const response = await mock.fetch(requestOf(mock, call, asking))
  const text = await response.text()
  const body = (text === '' ? {} : JSON.parse(text)) as Body
  return { status: response.status, headers: response.headers, text, body }
}

/** The status, headers and body of a response. */
export async function bytes(mock: AnyMock, call: string, asking?: Asking): Promise<string> {
  const { status, headers, text } = await ask(mock, call, asking)
  return `${call} ${status} ${JSON.stringify([...headers])} ${text}`
}

/** A body that creates a key, with the fields that its schema requires. */
export function keyBody({ schemas }: Contract, name = 'Sync'): object {
  const required = (schemas.ApiKeyCreate?.required ?? []) as readonly string[]
  return Object.fromEntries(required.map(member => [member, member === 'user_id' ? 'usr_north_admin' : name]))
}

/** A key in the form that the system expects: headers, and a query. */
export function asKey({ schemes }: Contract, secret: string): { headers: Record<string, string>; query: string } {
  const scheme = Object.values(schemes).find(scheme => 'kind' in scheme && scheme.kind === 'api_key')
  const carrier = scheme?.carrier
  switch (carrier?.in) {
    case 'query':
      return { headers: {}, query: `?${carrier.name}=${secret}` }
    case 'basic':
      return { headers: { Authorization: `Basic ${btoa(`${secret}:`)}` }, query: '' }
    case 'header':
      return { headers: { [carrier.name]: `${carrier.prefix} ${secret}` }, query: '' }
    default:
      return { headers: { Authorization: `Bearer ${secret}` }, query: '' }
  }
}
