import { assertFunction } from '../assert.ts'
import type { Secret } from '../credentials/secret.ts'
import { LatchkeyResponseError } from '../errors/response-error.ts'
import type { AnyRotationOptions, Key } from './key-client.ts'

/** The steps of a rotation that the caller provides. */
export interface RotationSteps {
  /** @throws {LatchkeyResponseError} the key has no secret */
  readonly deploy: (key: Key) => Promise<Secret>
  /** @throws {Error} the key does not work */
  readonly verify: (secret: Secret) => Promise<void>
}

/**
 * @param clientWith Creates a client that sends another key.
 * @throws {TypeError} `deploy` is missing
 */
export function readSteps(
  { deploy, verify }: AnyRotationOptions,
  clientWith: (apiKey: Secret) => object,
): RotationSteps {
  assertFunction('deploy', deploy)
  return {
    async deploy(key) {
      const { secret } = key
      // Without a secret, the client that verifies would send the key of the environment.
      if (!secret) throw new LatchkeyResponseError('The new key came without its secret.', { status: 201 })
      await deploy(secret, key)
      return secret
    },
    async verify(secret) {
      if ((await verify?.(clientWith(secret))) === false) throw new Error('The new key does not work.')
    },
  }
}
