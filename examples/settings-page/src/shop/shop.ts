/**
 * What the page uses of a shop, whatever its system: what only some systems have may be missing, and the facts in
 * `shop.system` say what that means for people.
 */
import {
  type CreateOptions,
  Latchkey,
  type RequestOptions,
  type Secret,
  type SystemFacts,
  type SystemId,
} from 'latchkey'
import type { Place } from '../connect/connection.ts'

export interface Shop {
  readonly system: SystemFacts
  readonly sessions: {
    create(credentials: Credentials): Promise<Session>
    delete(): Promise<unknown>
  }
  readonly me: { get(options?: RequestOptions): Promise<Me> }
  readonly apiKeys: {
    list(query?: KeyQuery, options?: RequestOptions): Promise<KeyPage>
    get(id: string, options?: RequestOptions): Promise<ApiKey>
    create(key?: NewKey, options?: CreateOptions): Promise<NewApiKey>
    update?(id: string, changes: KeyChanges): Promise<ApiKey>
    revoke?(id: string): Promise<unknown>
    /** All of them, or none. */
    revokeMany?(keys: { readonly ids: readonly string[] }): Promise<unknown>
    delete?(id: string): Promise<unknown>
    rotate(id: string, how: RotationSteps, options?: CreateOptions): Promise<NewApiKey>
  }
  readonly users?: Users
  readonly groups?: Groups
  readonly clearOperations?: {
    get(options?: RequestOptions): ClearWindowCall
    open(): ClearWindowCall
    close(): ClearWindowCall
  }
}

export interface Credentials {
  readonly email: string
  readonly password: string
}

export interface Session {
  readonly token: Secret
  readonly user: User
}

export interface User {
  readonly id: string
  readonly name: string
  readonly group_id?: string | null
  /** What the user may do besides what the group may. */
  readonly permissions?: readonly string[]
  readonly enabled?: boolean
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly group_id: string
}

export interface Users {
  list(): AsyncIterable<User>
  /** No method, so that TypeScript finds what a contract may come to require. */
  readonly create: (user: NewUser, options?: CreateOptions) => Promise<User>
}

/** Permissions that users share. */
export interface Group {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
}

export interface NewGroup {
  readonly name: string
  readonly permissions?: string[]
}

export interface Groups {
  list(): AsyncIterable<Group>
  create(group: NewGroup, options?: CreateOptions): Promise<Group>
}

export interface Me {
  readonly user: User | null
  readonly account: { readonly name: string }
  readonly permissions: readonly string[]
}

export interface ApiKey {
  readonly id: string
  readonly name?: string | null
  readonly title?: string
  readonly status: string
  readonly enabled?: boolean
  readonly redacted: string
  readonly secret?: Secret
  readonly user_id?: string
  readonly scopes?: readonly string[] | null
  readonly created_at: string
  readonly last_used_at: string | null
  readonly expires_at?: string | null
  readonly revoked_at?: string | null
}

export interface NewApiKey extends ApiKey {
  readonly secret: Secret
}

/** The members that the system has, and no others. */
export type NewKey = Readonly<Record<string, unknown>>
export type KeyChanges = Readonly<Record<string, unknown>>

/** The values that the system has, and no others. */
export type KeyQuery = Readonly<Record<string, string>>

export interface KeyPage {
  readonly data: readonly ApiKey[]
  readonly next_cursor: string | null
  readonly limits: { readonly active: { readonly used: number; readonly max: number | null } }
}

export interface RotationSteps {
  readonly deploy: (secret: Secret) => unknown
  verify?(client: { readonly me: Shop['me'] }): unknown
  /** Where there is no room for a second key: whether the old one may end first. */
  readonly allowDowntime?: boolean | undefined
  /** Where the server rotates: for how many seconds the old key works on. */
  readonly graceSeconds?: number | undefined
}

/** The window is open until `expires_at`. */
export interface ClearWindow {
  readonly open: boolean
  readonly expires_at: string | null
}

/** With the answer itself, whose `Date` is the server's time. */
export interface ClearWindowCall {
  withResponse(): Promise<{ readonly data: ClearWindow; readonly response: Response }>
}

/** What can be deleted all at once while the window is open, by the names of the client's resources. */
export interface Clearable {
  readonly resource: string
  readonly clear: () => Promise<{ readonly deleted: number }>
}

/** How long somebody waits for an answer before the page asks once more, in milliseconds. */
const PATIENCE = 15_000

/**
 * @param session the token of the session; undefined where nobody is signed in yet
 * @param renewed the token that the session has been renewed with since: what began with the old one goes on with it
 */
export function openShop(
  { baseUrl, fetch: send = request => fetch(request) }: Place,
  system: SystemId,
  session?: Secret,
  renewed = () => session,
): Shop {
  const bearer = (token: Secret | undefined) => `Bearer ${token?.reveal()}`
  return new Latchkey<SystemId>({
    system,
    baseUrl,
    session,
    timeout: PATIENCE,
    // A rotation verifies the new key with a client of its own; the key was made in this page.
    dangerouslyAllowBrowser: true,
    fetch: request => {
      const { headers } = request
      if (headers.get('Authorization') === bearer(session)) headers.set('Authorization', bearer(renewed()))
      return send(request)
    },
  })
}

/** Everything that the shop can clear: the client has the operations that its contract has. */
export function clearablesOf(shop: Shop): Clearable[] {
  return Object.entries(shop).flatMap(([resource, methods]) =>
    isClearable(methods) ? [{ resource, clear: () => methods.clear() }] : [],
  )
}

const isClearable = (methods: unknown): methods is Pick<Clearable, 'clear'> =>
  typeof methods === 'object' && methods !== null && 'clear' in methods && typeof methods.clear === 'function'
