import type { Secret } from '../credentials/secret.ts'
import type { CreateOptions } from '../request-options.ts'
import type { KeyClient, KeyMethod } from './key-client.ts'
import type { RotationFacts } from './rotation-facts.ts'
import type { RotationSteps } from './rotation-steps.ts'

/** What a client rotates keys with. */
export interface RotationContext {
  readonly client: KeyClient
  readonly facts: RotationFacts
  /** The rotation of the server, if it has one. `client.apiKeys.rotate` is what runs this rotation. */
  readonly serverRotate: KeyMethod
  /** Creates a client like this one that sends another key. */
  readonly clientWith: (apiKey: Secret) => KeyClient
}

/** One rotation. */
export interface RotationTask extends RotationContext {
  /** The id of the key to rotate. */
  readonly id: string
  readonly steps: RotationSteps
  readonly graceSeconds: number | undefined
  readonly allowDowntime: boolean | undefined
  /** The options of each request. */
  readonly options: CreateOptions
}
