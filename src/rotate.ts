import { isLatchkeyError } from './errors/is-latchkey-error.ts'
import type { Resources, RotationTable, SystemId, SystemTable } from './generated/systems.ts'
import type { Latchkey } from './latchkey.ts'
import type { Argument } from './request-options.ts'
import type { CreateOptions, ListOptions, Methods, RequestOptions } from './resources.ts'
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
   * works on. If retiring the old one fails, both work.
   *
   * Where the limit leaves no room, the server's own rotation is used, which may exceed it: the old key then works on
   * for the longest grace, or until the rotation is done. Where the server has none, it is refused, before anything is
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

/** What a rotation is done with, whatever the system. */
interface Rotator {
  readonly table: SystemTable
  readonly keys: Methods[string]
  /** The id of the key that the requests are sent with, where it is one. */
  readonly ownId: () => Promise<unknown>
  /** A client like this one that sends another key. */
  readonly clientWith: (apiKey: Secret) => unknown
}

/** `RotateOptions`, whatever the system. */
interface Plan {
  readonly deploy?: (secret: Secret) => unknown
  readonly verify?: (client: unknown) => unknown
  readonly graceSeconds?: number
  readonly allowDowntime?: boolean
}

/** Also where `deploy` was forgotten: the server would read functions as nothing, and retire the old key at once. */
const isPlan = (how: unknown): how is Plan =>
  typeof how === 'object' && how !== null && ('deploy' in how || 'verify' in how)

/** The methods of a system with `apiKeys.rotate`. Without a `deploy` that is the server's own, where there is one. */
export function rotatable(resources: Methods, table: SystemTable, clientWith: Rotator['clientWith']): Methods | object {
  const { apiKeys: keys, me } = resources
  if (!table.rotation.copies || !keys) return resources
  const ownId = async () => ((await me?.get?.()) as { readonly api_key?: Key | null } | undefined)?.api_key?.id
  const rotator = { table, keys, ownId, clientWith }
  const rotate = (id: Argument, how: Argument, options?: CreateOptions) =>
    keys.rotate && !isPlan(how)
      ? keys.rotate(id, how, { ...options })
      : replace(rotator, id, isPlan(how) ? how : {}, options)
  return { ...resources, apiKeys: { ...keys, rotate } }
}

async function replace(
  { table, keys, ownId, clientWith }: Rotator,
  id: Argument,
  { deploy, verify, graceSeconds, allowDowntime }: Plan,
  { idempotencyKey, ...options }: CreateOptions = {},
): Promise<Key> {
  const { rotation, rules } = table
  const { grace, full } = rotation
  const [working] = rules.states
  const call = (name: string, ...args: Argument[]) => keys[name]?.(...args) as Promise<Key>
  const rotate = (seconds: number) =>
    call('rotate', id, { [grace?.field ?? '']: seconds }, { ...options, idempotencyKey })
  const retire = (keyId: Argument, how: RequestOptions = options) =>
    call(rules.canRevoke ? 'revoke' : 'delete', keyId, { ...how }).catch(ignoreGone)

  if (typeof deploy !== 'function') throw new TypeError('apiKeys.rotate needs a function deploy.')
  if (graceSeconds !== undefined && !(grace && graceSeconds > 0)) {
    throw new TypeError('graceSeconds is more than 0, and for systems that rotate keys themselves.')
  }
  const old = await call('get', id, options)
  if (old.status !== working) throw new TypeError(`Only a key that is ${working} can be rotated.`)
  const body = bodyOf(old, rotation)

  let isRetiring = graceSeconds !== undefined
  const makeRoom = async (error: unknown) => {
    if (!isLatchkeyError(error) || error.code !== full) throw error
    if (grace) return rotate(grace.max)
    if (!allowDowntime) throw error
    if ((await ownId()) === id) throw new TypeError('The key that requests are sent with cannot be retired first.')
    await retire(id)
    isRetiring = true
    return call('create', body, options)
  }
  const fresh = await (graceSeconds === undefined
    ? call('create', body, { ...options, idempotencyKey }).catch(makeRoom)
    : rotate(graceSeconds))

  try {
    const secret = Object.values(fresh).find(member => member instanceof Secret) as Secret
    await deploy(secret)
    if ((await verify?.(clientWith(secret))) === false) throw new Error('verify found that the new key does not work.')
  } catch (error) {
    // Without the signal of the call, which may be what ended it.
    await retire(fresh.id, { ...options, signal: undefined }).catch(failure => {
      throw new AggregateError([error, failure], `The rotation failed, and the new key ${fresh.id} still works.`)
    })
    throw error
  }
  if (!isRetiring) await retire(id)
  return fresh
}

/** What a key like the old one is created with; it lives as long as the old one was to. */
function bodyOf(old: Key, { copies, renews }: RotationTable): Record<string, unknown> {
  const body = Object.fromEntries((copies ?? []).flatMap(name => (old[name] === null ? [] : [[name, old[name]]])))
  if (!renews || typeof old[renews.until] !== 'string') return body
  const life = Date.parse(String(old[renews.until])) - Date.parse(String(old[renews.since]))
  return { ...body, [renews.until]: new Date(Date.now() + life).toISOString() }
}

/** A key that is gone already, by a repeated request or by someone else, is as good as retired. */
function ignoreGone(error: unknown): void {
  if (!(isLatchkeyError(error) && (error.status === 404 || error.status === 409))) throw error
}
