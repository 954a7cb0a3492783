import { isObject } from '../../../openapi/contract/json.ts'
import type { Secret } from '../credentials/secret.ts'
import type { CreateOptions } from '../request-options.ts'
import type { AnyRotationOptions, KeyClient } from './key-client.ts'
import type { RotationFacts } from './rotation-facts.ts'
import { readSteps } from './rotation-steps.ts'
import type { RotationContext } from './rotation-task.ts'

/**
 * Adds `apiKeys.rotate` to a client, if its system has API keys that can be rotated.
 * @param clientWith Creates a client of the same system that sends another key.
 */
export function addRotation(
  client: object,
  facts: RotationFacts | undefined,
  clientWith: (apiKey: Secret) => object,
): void {
  if (!facts || !isKeyClient(client)) return
  const serverRotate = client.apiKeys.rotate
  const context: RotationContext = {
    client,
    facts,
    serverRotate,
    clientWith: clientWith as RotationContext['clientWith'],
  }
  const rotate = (id: string, rotation: unknown, options: CreateOptions = {}) => {
    const given: AnyRotationOptions = isObject(rotation) ? rotation : {}
    // `verify` without `deploy` is a mistake: the server would ignore the function, and retire the old key at once.
    const isForServer = client.system.canRotate && !('deploy' in given || 'verify' in given)
    return isForServer ? serverRotate(id, rotation, options) : rotateBySteps(context, id, given, options)
  }
  Object.assign(client.apiKeys, { rotate })
}

async function rotateBySteps(context: RotationContext, id: string, given: AnyRotationOptions, options: CreateOptions) {
  const { graceSeconds, allowDowntime } = given
  const steps = readSteps(given, context.clientWith)
  const { rotateKey } = await import('./rotate-key.ts')
  return rotateKey({ ...context, id, steps, graceSeconds, allowDowntime, options })
}

function isKeyClient(client: object): client is KeyClient {
  return 'apiKeys' in client
}

/** The options of a client that sends another key. */
export function withKey<Options extends object>(options: Options, apiKey: Secret) {
  // A page that rotates a key has the new key anyway, so a client with that key is allowed there.
  return { ...options, session: undefined, dangerouslyAllowBrowser: true, apiKey }
}
