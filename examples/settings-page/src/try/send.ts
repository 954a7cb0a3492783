import { isLatchkeyError, Latchkey, Secret, type SystemId } from 'latchkey'
import type { Place } from '../connect/connection.ts'
import type { Shop } from '../shop/shop.ts'
import type { Tried } from './tried.ts'

/** A request and its response, with the credential masked. */
export interface Exchange {
  /** `GET /api/v1/me` */
  readonly request: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined if there was no response. */
  readonly status: number | undefined
  readonly body: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The resources that can be read with a key, by their names in the SDK. */
export function readableOf(shop: Shop): string[] {
  return ['me', ...Object.entries(shop).flatMap(([resource, methods]) => (isListable(methods) ? [resource] : []))]
}

interface Listable {
  list(query: { limit: number }): { withResponse(): Promise<{ data: unknown; response: Response }> }
}

export const isListable = (methods: unknown): methods is Listable =>
  typeof methods === 'object' && methods !== null && 'list' in methods && typeof methods.list === 'function'

/** The number of records to request. */
const FEW = 2

/** Sends one request with a key, in the form that the system requires. */
export async function sendWith(
  { baseUrl, fetch: send = (...args) => fetch(...args) }: Place,
  { selection, id: system }: Shop['system'],
  { key, resource, selected }: Tried,
): Promise<Exchange> {
  const sent: Request[] = []
  const client = new Latchkey<SystemId>({
    system,
    baseUrl,
    apiKey: key,
    dangerouslyAllowBrowser: true,
    maxRetries: 0,
    fetch: (url, init) => {
      sent.push(new Request(url, init))
      return send(url, init)
    },
    ...(selection && selected && { [selection.option]: Number(selected) }),
  })
  const methods: unknown = Object.entries(client).find(([name]) => name === resource)?.[1]
  const { status, body } = await (isListable(methods) ? methods.list({ limit: FEW }) : client.me.get())
    .withResponse()
    .then(
      ({ data, response }) => ({ status: response.status, body: data }),
      (error: unknown) => {
        if (!isLatchkeyError(error)) throw error
        return { status: error.status, body: error.problem ?? error.message }
      },
    )
  return { ...describe(sent[0], key), status, body: JSON.stringify(body, null, 2), at: Date.now() }
}

/** The request with the key masked, in any encoding. */
function describe(request: Request | undefined, key: string): Pick<Exchange, 'request' | 'headers'> {
  if (!request) return { request: '', headers: [] }
  const mask = (text: string) =>
    text
      .replaceAll(key, String(new Secret(key)))
      .replaceAll(encodeURIComponent(key), String(new Secret(key)))
      .replaceAll(btoa(`${key}:`), `base64(${new Secret(key)}:)`)
  const { pathname, search } = new URL(request.url)
  return {
    request: `${request.method} ${mask(pathname + search)}`,
    headers: [...request.headers].map(([name, value]) => [titleCase(name), mask(value)] as const),
  }
}

const titleCase = (header: string) => header.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())
