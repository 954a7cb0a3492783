import { isLatchkeyError } from './errors/is-latchkey-error.ts'
import type { Resources, SystemId, SystemInternals } from './generated/systems.ts'
import type { Latchkey } from './latchkey.ts'
import type { Settings } from './options.ts'
import {
  type Argument,
  type CreateOptions,
  type ListOptions,
  membersOf,
  type RequestOptions,
} from './request-options.ts'
import type { Methods } from './resources.ts'
import { Secret } from './secret.ts'

type Keys<System extends SystemId> = Resources<RequestOptions, CreateOptions, ListOptions>[System]['apiKeys']

/** What a rotation does with the new key, and how the old one goes. */
export interface RotateOptions<System extends SystemId> {
  /** Puts the new secret where it is used from. The old key still works. */
  readonly deploy: (secret: Secret) => unknown
  /** Tries the new key, by throwing or giving false where it does not work. The client sends the new key. */
  verify?(client: Latchkey<System>): unknown
  /**
   * For how many seconds the old key works on, instead of being retired after `verify`: the server rotates, and retires
   * it when the time is up, also where `deploy` or `verify` fails meanwhile.
   */
  readonly graceSeconds?: ('rotate' extends keyof Keys<System> ? number : never) | undefined
  /** Where the limit leaves no room for a second key: retires the old one first. Nothing works until `deploy` is done. */
  readonly allowDowntime?: boolean | undefined
}

export interface Rotation<System extends SystemId> {
  /**
   * Replaces a key without downtime: creates one like it, deploys it, verifies it, then retires the old one (revokes
   * it; deletes it where deleting is revoking). If `deploy` or `verify` throws, the new key is retired and the old one
   * works on. If retiring the old one fails, both work. If the requests are sent with the old key and it does not work
   * any longer by then, it is retired with the new one.
   *
   * Where the limit leaves no room, the server's own rotation is used, which may exceed it: the old key then works on
   * for the longest grace, or until the rotation is done. If `deploy` or `verify` throws there, or the program ends,
   * that grace is the time in which to rotate again. Where the server has none, it is refused, before anything is
   * changed, with the problem of the limit (`limit`, `used`), unless `allowDowntime` is set.
   *
   * @throws what `deploy` or `verify` throws; an AggregateError where the new key could not be retired then
   * @throws {LatchkeyError} what a request throws
   *
   * @example
   * await shop.apiKeys.rotate(key.id, { deploy: s => vault.put(s.reveal()), verify: c => c.me.get() })
   */
  rotate(
    keyId: string,
    rotation: RotateOptions<System>,
    options?: CreateOptions,
  ): Promise<Awaited<ReturnType<Keys<System>['create']>>>
}

interface Key {
  readonly id: string
  readonly [member: string]: unknown
}

/** `RotateOptions`, whatever the system. */
interface Plan {
  readonly deploy?: (secret: Secret) => unknown
  readonly verify?: (client: unknown) => unknown
  readonly graceSeconds?: number
  readonly allowDowntime?: boolean
}

/** A client like this one that sends another key. */
type ClientWith = (apiKey: Secret) => unknown

/** Also where `deploy` was forgotten: the server would read functions as nothing, and retire the old key at once. */
const isPlan = (how: object): how is Plan => 'deploy' in how || 'verify' in how

/** The methods of a system with `apiKeys.rotate`. Without a `deploy` that is the server's own, where there is one. */
export function rotatable(resources: Methods, settings: Settings, clientWith: ClientWith): Methods | object {
  const { apiKeys: keys } = resources
  if (!settings.internals.copies || !keys) return resources
  const rotate = (id: Argument, how: Argument, options: Argument) => {
    const plan: Plan | object = membersOf(how)
    return keys.rotate && !isPlan(plan)
      ? keys.rotate(id, how, membersOf(options))
      : replace(id, plan, membersOf(options), resources, settings, clientWith)
  }
  return { ...resources, apiKeys: { ...keys, rotate } }
}

async function replace(
  id: Argument,
  { deploy, verify, graceSeconds, allowDowntime }: Plan,
  { idempotencyKey, ...options }: CreateOptions,
  { apiKeys, me }: Methods,
  { rules: { states, canRevoke }, internals }: Settings,
  clientWith: ClientWith,
): Promise<Key> {
  const { grace, full } = internals
  const call = (name: string, ...args: Argument[]) => apiKeys?.[name]?.(...args) as Promise<Key>
  const retire = (keyId: Argument, how: RequestOptions, keys = apiKeys) =>
    keys?.[canRevoke ? 'revoke' : 'delete']?.(keyId, { ...how }).catch(ignoreGone)
  const rotate = (seconds: number) =>
    call('rotate', id, { [grace?.field ?? '']: seconds }, { ...options, idempotencyKey })

  if (typeof deploy !== 'function') throw new TypeError('apiKeys.rotate needs a function deploy.')
  if (graceSeconds !== undefined && !(grace && graceSeconds > 0)) {
    throw new TypeError('graceSeconds is more than 0, and for systems that rotate keys themselves.')
  }
  const old = await call('get', id, options)
  if (old.status !== states[0]) throw new TypeError(`Only a key that is ${states[0]} can be rotated.`)
  const body = bodyOf(old, internals)

  let isRetiring = graceSeconds !== undefined
  const makeRoom = async (error: unknown) => {
    if (!isLatchkeyError(error) || error.code !== full) throw error
    if (grace) return rotate(grace.max)
    if (!allowDowntime) throw error
    const { api_key }: { readonly api_key?: Key } = Object(await me?.get?.())
    if (api_key?.id === id) throw new TypeError('The key that requests are sent with cannot be retired first.')
    await retire(id, options)
    isRetiring = true
    return call('create', body, options)
  }
  const fresh = await (graceSeconds === undefined
    ? call('create', body, { ...options, idempotencyKey }).catch(makeRoom)
    : rotate(graceSeconds))

  const secret = Object.values(fresh).find(member => member instanceof Secret) as Secret
  const client = clientWith(secret)
  try {
    await deploy(secret)
    if ((await verify?.(client)) === false) throw new Error('verify found that the new key does not work.')
  } catch (error) {
    // Without the signal of the call, which may be what ended it.
    await retire(fresh.id, { ...options, signal: undefined })?.catch(failure => {
      throw new AggregateError([error, failure], `The rotation failed, and the new key ${fresh.id} still works.`)
    })
    throw error
  }
  if (!isRetiring) {
    await retire(id, options)?.catch(error => {
      // The requests were sent with the old key, which does not work any longer.
      if (error.status === 401) return retire(id, options, Object(client).apiKeys)
      throw error
    })
  }
  return fresh
}

/** What a key like the old one is created with; it lives as long as the old one was to. */
function bodyOf(old: Key, { copies, renews }: SystemInternals): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const name of copies ?? []) if (old[name] !== null) body[name] = old[name]
  const end = renews && old[renews.until]
  if (typeof end === 'string') {
    const life = Date.parse(end) - Date.parse(String(old[renews?.since ?? '']))
    body[renews?.until ?? ''] = new Date(Date.now() + life).toISOString()
  }
  return body
}

/** A key that is gone already, by a repeated request or by someone else, is as good as retired. */
function ignoreGone(error: unknown): void {
  if (!(isLatchkeyError(error) && (error.status === 404 || error.status === 409))) throw error
}
