import type { Context } from '../../mock/engine/context.ts'
import { Engine, type EngineChange, type Exchange } from '../../mock/engine/engine.ts'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract, Resource } from '../../openapi/contract/contract.ts'
import type { Principal } from '../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../openapi/vocabulary/engine/record.ts'

export const START = '2026-01-01T00:00:00.000Z'

/** A JSON body; the members that tests look at most have types. */
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

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

export interface Asking {
  /** A session's token or a key, sent as a bearer token. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, as `application/json` unless the headers say otherwise. */
  readonly raw?: BodyInit
}

export interface WorldOptions {
  readonly contract?: Contract
  readonly now?: string
  readonly seed?: number
  readonly onChange?: (change: EngineChange) => void
}

/** An engine with a client for it. */
export class World {
  readonly engine: Engine
  readonly exchanges: Exchange[] = []

  constructor({ contract = contracts.standard, now = START, seed = 1, onChange }: WorldOptions = {}) {
    const onExchange = (exchange: Exchange) => void this.exchanges.push(exchange)
    this.engine = new Engine({ contract, seed, now, isChecked: true, onExchange, ...(onChange && { onChange }) })
  }

  get clock() {
    return this.engine.context.clock
  }

  /** @param call method and path below the base path: `GET /api-keys?limit=5` */
  async ask(call: string, { as, headers, body, raw }: Asking = {}): Promise<Answer> {
    const [method = '', path = ''] = call.split(/ (.*)/)
    const sent = new Headers(headers)
    if (as !== undefined && !sent.has('authorization')) sent.set('authorization', `Bearer ${as}`)
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    if (content !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
    // Node asks for `duplex` where a body is a stream; the DOM's types do not know it.
    const init = { method, headers: sent, ...(content === undefined ? {} : { body: content, duplex: 'half' }) }
    return this.send(new Request(`http://shop.test${this.engine.context.contract.basePath}${path}`, init))
  }

  async send(request: Request): Promise<Answer> {
    const response = await this.engine.fetch(request)
    const text = await response.text()
    const body = (text === '' ? {} : JSON.parse(text)) as Body
    return { status: response.status, headers: response.headers, text, body }
  }

  /** The token of a new session. */
  async signIn(email = 'admin@north.example'): Promise<string> {
    const { body } = await this.ask('POST /sessions', { body: { email, password: 'password' } })
    return body.token
  }

  /** A new API key, with its secret. */
  async createKey(as: string, body: Row = {}): Promise<Body> {
    const answer = await this.ask('POST /api-keys', { as, body: { name: 'Sync', ...body } })
    if (answer.status !== 201) throw new Error(`No key was created: ${answer.text}`)
    return answer.body
  }

  async statusOf(key: Body, as: string): Promise<string> {
    return (await this.ask(`GET /api-keys/${key.id}`, { as })).body.status
  }

  /** What a key is answered with when it is used: `200`, or the code of the refusal. */
  async use(key: Body): Promise<string> {
    const { status, body } = await this.ask('GET /me', { as: key.secret })
    return status === 200 ? '200' : body.code
  }

  /** Every record, with what is kept beside it. */
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

type Draft<T> = T extends string ? T : { -readonly [Key in keyof T]: Draft<T[Key]> }

/** A contract with something changed in a copy of it. */
export function changed(change: (contract: Draft<Contract>) => void, contract = contracts.standard): Contract {
  const copy = structuredClone(contract) as Draft<Contract>
  change(copy)
  return copy
}

/** Empties the catalogue and what depends on it, so that there is less to look through. */
export function emptyShop(contract: Draft<Contract>): void {
  for (const name of ['Product', 'Category', 'Order', 'InventoryItem', 'InboundShipment'])
    if (contract.resources[name]) contract.resources[name].seed = []
}

interface HasOperations {
  readonly operations: readonly { readonly id: string }[]
}

/** An operation of a contract, or of the copy of one that is being changed. */
export function operationOf<Of extends HasOperations>({ operations }: Of, id: string): Of['operations'][number] {
  const operation = operations.find(operation => operation.id === id)
  if (!operation) throw new Error(`There is no operation ${id}.`)
  return operation
}

export function resourceOf(contract: Draft<Contract>, name: string): Draft<Resource> {
  const resource = contract.resources[name]
  if (!resource) throw new Error(`There is no resource ${name}.`)
  return resource
}

/** A resource for tests of single rules. */
export function resource(words: Partial<Resource> = {}): Resource {
  return {
    title: 'Thing',
    members: ['id'],
    stored: ['id'],
    derived: {},
    properties: {},
    secrets: [],
    hashed: [],
    nullable: [],
    idType: 'string',
    defaults: {},
    ...words,
  }
}

/** What the steps and rules of a mock of a contract work with. */
export function contextOf(contract: Contract = contracts.standard): Context {
  return new Engine({ contract, seed: 1, now: START, isChecked: true }).context
}

/** A caller of the account North Pantry. */
export function principal(members: Partial<Principal> = {}): Principal {
  return {
    scheme: 'session',
    kind: 'session',
    credential: { resource: 'Session', entry: { id: 'session_1', seq: 1, row: {} } },
    account: 'acc_north',
    user: 'usr_north_admin',
    actor: 'usr_north_admin',
    permissions: new Set<string>(),
    isNarrowed: false,
    ...members,
  }
}

/** What a function throws. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (thrown) {
    return thrown
  }
  throw new Error('Nothing was thrown.')
}
