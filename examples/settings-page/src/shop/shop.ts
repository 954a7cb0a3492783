/** What the page uses of a shop. `shop.system` describes what the system of the shop has: the rest is optional. */
import { type AnyLatchkey, Latchkey, type Secret, type SystemId } from 'latchkey'
import type { Place } from '../connect/connection.ts'
import { countAttempts, RETRIES } from './attempts.ts'
import type { ServerClock } from './server-clock.ts'

export type Shop = AnyLatchkey

/** What a method returns, on any system. */
type Result<Method> = Method extends (...args: infer _) => infer Call ? Awaited<Call> : never

export type Session = Result<Shop['sessions']['create']>
export type Me = Result<Shop['me']['get']>

export type KeyPage = Result<Shop['apiKeys']['list']>
export type ApiKey = Result<Shop['apiKeys']['get']>
export type NewKey = NonNullable<Parameters<Shop['apiKeys']['create']>[0]>
export type KeyChanges = Parameters<NonNullable<Shop['apiKeys']['update']>>[1]
export type KeyQuery = NonNullable<Parameters<Shop['apiKeys']['list']>[0]>

/** Users that can be created. Some systems only list and disable users. */
export interface Users {
  readonly create: NonNullable<NonNullable<Shop['users']>['create']>
  readonly update: NonNullable<NonNullable<Shop['users']>['update']>
}
export type User = NonNullable<Me['user']>
export type NewUser = Parameters<Users['create']>[0]

/** Permissions that users share. */
export type Groups = NonNullable<Shop['groups']>
export type Group = Result<Groups['get']>
export type NewGroup = Parameters<Groups['create']>[0]

/** The window is open until `expires_at`. */
export type ClearWindowCall = ReturnType<NonNullable<Shop['clearOperations']>['get']>
export type ClearWindow = Awaited<ClearWindowCall>

/** What can be deleted all at once while the window is open, by the names of the client's resources. */
export interface Clearable {
  readonly resource: string
  readonly clear: () => Promise<{ readonly deleted: number }>
}

/** How long an attempt may take before it is retried, in milliseconds. */
const PATIENCE = 15_000

/**
 * Opens a client of a shop.
 *
 * @param session the token of the session; undefined before signing in
 * @param renewed returns the token of the newest session: calls that began with an older one continue with it
 * @param clock follows the responses
 */
export function openShop(
  { baseUrl, fetch: send = (...args) => fetch(...args) }: Place,
  system: SystemId,
  session?: Secret,
  renewed = () => session,
  clock?: ServerClock,
): Shop {
  const bearer = (token: Secret | undefined) => `Bearer ${token?.reveal()}`
  return new Latchkey<SystemId>({
    system,
    baseUrl,
    session,
    timeout: PATIENCE,
    maxRetries: RETRIES,
    hooks: countAttempts,
    // A rotation verifies the new key with a separate client; the key was created in this page.
    dangerouslyAllowBrowser: true,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers)
      if (headers.get('Authorization') === bearer(session)) headers.set('Authorization', bearer(renewed()))
      const response = await send(url, { ...init, headers: Object.fromEntries(headers) })
      clock?.read(response)
      return response
    },
  })
}

/** Everything that the shop can clear: the client has the operations of its contract. */
export function clearablesOf(shop: Shop): Clearable[] {
  return Object.entries(shop).flatMap(([resource, methods]) =>
    isClearable(methods) ? [{ resource, clear: () => methods.clear() }] : [],
  )
}

const isClearable = (methods: unknown): methods is Pick<Clearable, 'clear'> =>
  typeof methods === 'object' && methods !== null && 'clear' in methods && typeof methods.clear === 'function'
