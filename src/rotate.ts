import type { LatchkeyError } from './errors/latchkey-error.ts'
import { LatchkeyResponseError } from './errors/response-error.ts'
import type { Resources, SystemId, SystemRules } from './generated/systems.ts'
import type { Latchkey } from './latchkey.ts'
import { need } from './need.ts'
import type { Argument, CreateOptions, ListOptions, Members, RequestOptions } from './request-options.ts'
import type { Secret } from './secret.ts'
import { readSystem } from './system.ts'

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
  readonly secret?: Secret
  readonly [member: string]: unknown
}

/** The methods that rotation takes; systems whose keys can be rotated have those that they need. */
type KeyMethods = Readonly<
  Record<'get' | 'create' | 'rotate' | 'revoke' | 'delete', (...args: unknown[]) => Promise<Key>>
>

/** What rotation takes of a client. */
interface Client {
  readonly system: SystemRules
  readonly apiKeys: KeyMethods
  readonly me: { get(options: RequestOptions): Promise<{ readonly api_key: Key | null }> }
}

/** `RotateOptions`, whatever the system. */
interface Plan {
  readonly deploy?: (secret: Secret) => unknown
  readonly verify?: (client: unknown) => unknown
  readonly graceSeconds?: number
  readonly allowDowntime?: boolean
}

/**
 * Adds `apiKeys.rotate` to a client. Without a `deploy` that is the server's own, where there is one.
 * @param clientWith Makes a client like this one that sends another key.
 */
export function addRotation(client: object, clientWith: (apiKey: Secret) => object): void {
  const { apiKeys, me, system } = client as Client
  const { copies, until, since, full, grace } = readSystem(system.id).internals
  if (!copies) return
  const { rotate } = apiKeys

  const retire = (id: string, options: RequestOptions, keys = apiKeys) =>
    keys[system.canRevoke ? 'revoke' : 'delete'](id, options).catch((error: LatchkeyError) => {
      // A key that is gone already, by a repeated request or by someone else, is as good as retired.
      if (error.status !== 404 && error.status !== 409) throw error
    })

  const replace = async (
    id: string,
    { deploy, verify, graceSeconds, allowDowntime }: Plan,
    options: CreateOptions,
  ): Promise<Key> => {
    let isRetiring = graceSeconds !== undefined
    need(typeof deploy === 'function', 'deploy', 'a function')
    need(
      !isRetiring || (grace && Number(graceSeconds) > 0),
      'graceSeconds',
      'above 0, on a system that rotates keys itself',
    )
    const old = await apiKeys.get(id, options)
    const [usable] = system.states
    need(old.status === usable, 'The key', `${usable}`)

    // It lives as long as the old one was to.
    const body: Record<string, unknown> = {}
    for (const name of copies) if (old[name] !== null) body[name] = old[name]
    const life = Date.parse(`${old[until]}`) - Date.parse(`${old[since]}`)
    if (system.hasExpiry && life) body[until] = new Date(Date.now() + life).toISOString()
    const rotateFor = (seconds = grace?.max) => rotate(id, { [grace?.field ?? '']: seconds }, options)
    const makeRoom = async (error: LatchkeyError) => {
      if (error.code !== full) throw error
      if (grace) return rotateFor()
      if (!allowDowntime) throw error
      const { api_key } = await me.get(options)
      need(api_key?.id !== id, 'The key in use', 'to be retired first')
      await retire(id, options)
      isRetiring = true
      // The refusal may be remembered as the answer to the idempotency key.
      return apiKeys.create(body, { ...options, idempotencyKey: undefined })
    }
    const fresh = await (isRetiring ? rotateFor(graceSeconds) : apiKeys.create(body, options).catch(makeRoom))

    const { secret } = fresh
    try {
      // A client without a key would take that of the environment, and verify it.
      if (!secret) throw new LatchkeyResponseError('The new key came without its secret.', { status: 201 })
      await deploy(secret)
      if ((await verify?.(clientWith(secret))) === false) throw new Error('The new key does not work.')
    } catch (error) {
      // Without the signal of the call, which may be what ended it.
      await retire(fresh.id, { ...options, signal: undefined }).catch(failure => {
        throw new AggregateError([error, failure], `The new key ${fresh.id} still works.`)
      })
      throw error
    }
    if (!isRetiring) {
      await retire(id, options).catch(error => {
        // The requests were sent with the old key, which does not work any longer.
        if (error.status === 401) return retire(id, options, (clientWith(secret) as Client).apiKeys)
        throw error
      })
    }
    return fresh
  }

  Object.assign(apiKeys, {
    rotate(id: string, how: Argument, options: Members = {}) {
      const plan = Object(how)
      // Also where `deploy` was forgotten: the server would read functions as nothing, and retire the old key at once.
      return system.canRotate && !('deploy' in plan || 'verify' in plan)
        ? rotate(id, how, options)
        : replace(id, plan, options)
    },
  })
}
