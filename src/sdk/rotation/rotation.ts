/** The types of `apiKeys.rotate`. They know the client only as a type parameter. */
import type { Secret } from '../credentials/secret.ts'
import type { CreateOptions } from '../request-options.ts'

/** A method, not a function: TypeScript then compares clients in both directions. */
interface Verify<Client> {
  verify(client: Client): unknown
}

/** How a key is rotated. `Client` is the client that `verify` gets. `Grace` is never if the server does not rotate keys. */
export interface RotationOptions<Client, Grace> {
  /** Stores the new secret for the programs that use it, and the id of the new key if you need it. The old key still works. */
  readonly deploy: (secret: Secret, key: { readonly id: string }) => unknown
  /** Checks the new key with a client that sends it. Throws or returns false if the key does not work. */
  readonly verify?: Verify<Client>['verify'] | undefined
  /**
   * How many seconds the old key keeps working. The server rotates the key, and retires the old one after this time, even
   * if `deploy` or `verify` fails. Without this option the old key is retired after `verify`.
   */
  readonly graceSeconds?: Grace | undefined
  /** If the limit does not allow a second key, retires the old key first. No key works until `deploy` is done. */
  readonly allowDowntime?: boolean | undefined
}

/** The type of `graceSeconds` on a system whose API keys have these methods. */
export type GraceOf<Keys> = 'rotate' extends keyof Keys ? number : never

/** The method `rotate` of API keys whose other methods are `Keys`. */
export interface Rotation<Client, Keys> {
  /**
   * Replaces a key without downtime. It creates a key like the old one, deploys it, verifies it, and retires the old key:
   * it revokes the old key, or deletes it if keys cannot be revoked.
   *
   * If `deploy` or `verify` throws, the new key is retired and the old one keeps working. If retiring the old key fails,
   * both keys work. If the requests are sent with the old key and it stops working before the end, it is retired with the
   * new key.
   *
   * If the limit does not allow a second key, the rotation of the server is used, which may exceed the limit. The old
   * key then works for the longest grace period, or until the rotation is done. If `deploy` or `verify` throws, or the
   * program ends, rotate again within that time. If the server cannot rotate keys, the call fails with the problem of
   * the limit (`limit`, `used`) before anything is changed, unless `allowDowntime` is set. With `allowDowntime` the old
   * key is retired first, and a deployed new key is kept even if `verify` throws, because there is no other key.
   *
   * The options apply to each request. A signal does not interrupt `deploy` and `verify`, nor a rotation that has retired
   * the old key first. With the idempotency key of an interrupted rotation, the new key of that rotation is used. This
   * fails (`idempotency_key_reused`) for a key that expires, because the new key would now expire at another time. It
   * also fails, before anything is changed, if the idempotency key created the old key itself.
   *
   * The code is loaded with the first rotation. If it cannot be loaded, nothing is changed.
   *
   * @throws what `deploy` or `verify` throws; an AggregateError if the new key could not be retired after that
   * @throws {LatchkeyError} what a request throws
   * @throws {TypeError} `deploy` is missing, the key cannot be rotated, or the code cannot be loaded
   *
   * @example
   * await shop.apiKeys.rotate(key.id, { deploy: s => vault.put(s.reveal()), verify: c => c.me.get() })
   */
  rotate(
    keyId: string,
    rotation: RotationOptions<Client, GraceOf<Keys>>,
    options?: CreateOptions,
  ): Promise<NewKey<Keys>>
}

/** What creating a key returns. */
type NewKey<Keys> = Keys extends { readonly create: (...args: infer _) => infer Result } ? Awaited<Result> : never
