import type { Secret } from '../credentials/secret.ts'
import { LatchkeyResponseError } from '../errors/response-error.ts'
import type { Resources, SystemId } from '../generated/systems.ts'
import type { Latchkey } from '../latchkey.ts'
import { need } from '../need.ts'
import type { CreateOptions, ListOptions, RequestOptions } from '../request-options.ts'
import type { Client, Kit, Plan } from './replace.ts'

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
   * changed, with the problem of the limit (`limit`, `used`), unless `allowDowntime` is set. The old key is gone then, and
   * a new one that is deployed stays, also where `verify` throws: there is no other.
   *
   * The options hold for each request. A signal does not interrupt `deploy` and `verify`: a key must not be removed while
   * it is being deployed, nor where the old one is retired first. With the idempotency key of a rotation that broke off,
   * the new key of that one is taken. That is refused (`idempotency_key_reused`) for a key that expires, as the new one
   * would end at another time by now. One that made the key itself is refused, before anything is changed.
   *
   * The code is loaded with the first rotation. Where that fails, nothing is changed.
   *
   * @throws what `deploy` or `verify` throws; an AggregateError where the new key could not be retired then
   * @throws {LatchkeyError} what a request throws
   * @throws {TypeError} `deploy` is missing, or the key cannot be rotated as it is; also where the code cannot be loaded
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

/**
 * Adds `apiKeys.rotate` to a client. Without a `deploy` that is the server's own, where there is one.
 * @param clientWith Makes a client like this one that sends another key.
 */
export function addRotation(client: object, clientWith: (apiKey: Secret) => object): void {
  const { apiKeys, system } = client as Client
  const { rotate } = apiKeys
  const kit: Kit = { client: client as Client, rotate, clientWith, need, LatchkeyResponseError }
  Object.assign(apiKeys, {
    rotate(id: string, how: unknown, options: CreateOptions = {}) {
      const plan: Plan = Object(how)
      // Also where `deploy` was forgotten: the server would read functions as nothing, and retire the old key at once.
      return system.canRotate && !('deploy' in plan || 'verify' in plan)
        ? rotate(id, how, options)
        : import('./replace.ts').then(({ replace }) => replace(kit, id, plan, options))
    },
  })
}
