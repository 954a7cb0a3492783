import type { WithResponse } from '../call.ts'
import type { Secret } from '../credentials/secret.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import { createReplacement } from './create-replacement.ts'
import type { Key } from './key-client.ts'
import { retireKey } from './retire-key.ts'
import type { RotationTask } from './rotation-task.ts'

/**
 * Replaces a key without downtime, as `apiKeys.rotate` promises (rotation.ts): create, deploy, verify, retire. This module
 * is loaded with the first rotation, because most pages never rotate a key.
 */
export async function rotateKey(task: RotationTask): Promise<Key> {
  const { id, steps, options } = task
  assertPossible(task)
  const old = await getActiveKey(task, id, 'The key')
  const { key, oldKey } = await createReplacement(task, old)
  // The server repeats the response of an earlier request with the same idempotency key.
  if (key.id === id) throw new TypeError('The idempotencyKey created the old key itself: choose another one.')

  const undo = (error: unknown) => retireNewKey(task, key, error)
  // If an earlier rotation with the same idempotency key failed, it has retired the key that it created.
  if (options.idempotencyKey && oldKey !== 'retired') await getActiveKey(task, key.id, 'The new key').catch(undo)
  const secret = await steps.deploy(key).catch(undo)
  // Once the old key is retired, a deployed new key is the only one that works: it is kept.
  await steps.verify(secret).catch(oldKey === 'retired' ? rethrow : undo)
  if (oldKey === 'active') await retireOldKey(task, secret)
  return key
}

function assertPossible({ facts, graceSeconds }: RotationTask): void {
  if (!facts.copies) throw new TypeError('The system cannot rotate keys: it cannot create, get and retire them.')
  if (graceSeconds === undefined) return
  if (!facts.grace) throw new TypeError('graceSeconds needs a system whose server rotates keys.')
  if (!(graceSeconds > 0)) throw new TypeError('graceSeconds must be more than 0.')
}

async function getActiveKey({ client, options }: RotationTask, id: string, name: string): Promise<WithResponse<Key>> {
  const [active] = client.system.states
  const key = await client.apiKeys.get(id, options).withResponse()
  if (key.data.status !== active) throw new TypeError(`${name} is ${key.data.status}, not ${active}.`)
  return key
}

function rethrow(error: unknown): never {
  throw error
}

/** Retires the new key after an error, and throws the error. The signal is not used, because it can be the cause. */
async function retireNewKey(task: RotationTask, { id }: Key, error: unknown): Promise<never> {
  await retireKey(task, id, { ...task.options, signal: undefined }).catch(retireError => {
    throw new AggregateError([error, retireError], `The new key ${id} still works.`)
  })
  throw error
}

async function retireOldKey(task: RotationTask, secret: Secret): Promise<void> {
  const { id, options, clientWith } = task
  await retireKey(task, id, options).catch((error: LatchkeyError) => {
    if (error.status !== 401) throw error
    // The requests were sent with the old key, which has stopped working.
    return retireKey({ ...task, client: clientWith(secret) }, id, options)
  })
}
