/** What a rotation needs of a client, whatever its system. */
import type { Call } from '../call.ts'
import type { Secret } from '../credentials/secret.ts'
import type { Facts } from '../facts.ts'
import type { RequestOptions } from '../request-options.ts'
import type { RotationOptions } from './rotation.ts'

export interface Key {
  readonly id: string
  readonly secret?: Secret
  readonly [field: string]: unknown
}

export type KeyMethod = (...args: unknown[]) => Call<Key>

export interface KeyClient {
  readonly system: Facts
  /** Each system has the methods that it needs. */
  readonly apiKeys: Readonly<Record<'get' | 'create' | 'rotate' | 'revoke' | 'delete', KeyMethod>>
  readonly me: { get(options: RequestOptions): Promise<{ readonly api_key: Key | null }> }
}

/** The options of a rotation, on any system. JavaScript may leave `deploy` out. */
export type AnyRotationOptions = Partial<RotationOptions<object, number>>
