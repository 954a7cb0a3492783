/** An engine, and a client that sends requests to it. */
import { Engine, type EngineChange } from '../../mock/engine/engine.ts'
import type { Summary } from '../../mock/engine/exchange.ts'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { Row } from '../../openapi/vocabulary/engine/record.ts'

export const START = '2026-01-01T00:00:00.000Z'

/** A JSON body. The properties that many tests read have types. */
export interface Body {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly secret: string
  readonly token: string
  readonly code: string
  readonly detail: string
  readonly instance: string
  readonly errors: readonly { readonly in: string; readonly pointer: string; readonly message: string }[]
  readonly data: readonly Body[]
  readonly next_cursor: string | null
  readonly limits: { readonly active: { readonly used: number; readonly max: number | null } }
  readonly permissions: readonly string[]
  readonly [member: string]: unknown
}

/** A response whose body has been read. */
export interface TestResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

export interface RequestOptions {
  /** The token of a session or the secret of a key, sent as a bearer token. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent unchanged. The content type defaults to `application/json`. */
  readonly raw?: BodyInit
}

export interface WorldOptions {
  readonly contract?: Contract
  readonly now?: string
  readonly seed?: number
  readonly onChange?: (change: EngineChange) => void
}

/** An engine and a client for it. */
export class World {
  readonly engine: Engine
  readonly exchanges: Summary[] = []

  constructor({ contract = contracts.standard, now = START, seed = 1, onChange }: WorldOptions = {}) {
    const onExchange = (exchange: Summary) => void this.exchanges.push(exchange)
    this.engine = new Engine({ contract, seed, now, isChecked: true, onExchange, ...(onChange && { onChange }) })
  }

  get clock() {
    return this.engine.context.clock
  }

  /** @param call the method, and the path below the base path: `GET /api-keys?limit=5` */
  async request(call: string, { as, headers, body, raw }: RequestOptions = {}): Promise<TestResponse> {
    const [method = '', path = ''] = call.split(/ (.*)/)
    const sent = new Headers(headers)
    if (as !== undefined && !sent.has('authorization')) sent.set('authorization', `Bearer ${as}`)
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    if (content !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
    // Node requires `duplex` if the body is a stream. The types of the DOM do not have it.
    const init = { method, headers: sent, ...(content === undefined ? {} : { body: content, duplex: 'half' }) }
    return this.send(new Request(`http://shop.test${this.engine.context.contract.basePath}${path}`, init))
  }

  async send(request: Request): Promise<TestResponse> {
    const response = await this.engine.fetch(request)
    const text = await response.text()
    const body = (text === '' ? {} : JSON.parse(text)) as Body
    return { status: response.status, headers: response.headers, text, body }
  }

  /** Opens a session, and returns its token. */
  async signIn(email = 'admin@north.example'): Promise<string> {
    const { body } = await this.request('POST /sessions', { body: { email, password: 'password' } })
    return body.token
  }

  /** Creates an API key, and returns it with its secret. */
  async createKey(as: string, body: Row = {}): Promise<Body> {
    const response = await this.request('POST /api-keys', { as, body: { name: 'Sync', ...body } })
    if (response.status !== 201) throw new Error(`No key was created: ${response.text}`)
    return response.body
  }

  async statusOf(key: Body, as: string): Promise<string> {
    return (await this.request(`GET /api-keys/${key.id}`, { as })).body.status
  }

  /** Sends a request with a key. Returns `200` or the error code. */
  async use(key: Body): Promise<string> {
    const { status, body } = await this.request('GET /me', { as: key.secret })
    return status === 200 ? '200' : body.code
  }

  /** All records as JSON, with the internal fields of their entries. */
  records(): string {
    const { contract, store } = this.engine.context
    const tenants = (contract.resources.Account?.seed ?? []).map(({ id }) => String(id))
    const collections = [...store.collections()].map(collection => [
      collection.name,
      tenants.flatMap(tenant => [...collection.ofTenant(tenant)]),
    ])
    return JSON.stringify(collections, null, 1)
  }
}
