/** The new key of a rotation. */
import type { WithResponse } from '../call.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { Key } from './key-client.ts'
import { retireKey } from './retire-key.ts'
import type { RotationTask } from './rotation-task.ts'

export interface Replacement {
  readonly key: Key
  /** The old key: it is active until it is retired, or the server retires it later, or it is retired already. */
  readonly oldKey: 'active' | 'retiring' | 'retired'
}

/** Creates a key like the old one. If the limit does not allow a second key, retires the old one first. */
export async function createReplacement(task: RotationTask, old: WithResponse<Key>): Promise<Replacement> {
  const { client, facts, graceSeconds, allowDowntime, options } = task
  if (graceSeconds !== undefined) return { key: await rotateOnServer(task, graceSeconds), oldKey: 'retiring' }
  const body = bodyLike(old, task)
  try {
    return { key: await client.apiKeys.create(body, options), oldKey: 'active' }
  } catch (error) {
    if ((error as LatchkeyError).code !== facts.limitReached) throw error
    // The server may exceed the limit while the old key works, which is retired as soon as the rotation is done.
    if (facts.grace) return { key: await rotateOnServer(task, facts.grace.max), oldKey: 'active' }
    if (!allowDowntime) throw error
    return { key: await replaceWithDowntime(task, body), oldKey: 'retired' }
  }
}

/** Rotates the key by the rotation of the server. */
function rotateOnServer({ serverRotate, id, facts, options }: RotationTask, graceSeconds: number): Promise<Key> {
  return serverRotate(id, facts.grace && { [facts.grace.field]: graceSeconds }, options)
}

/** Retires the old key, and then creates the new one. */
async function replaceWithDowntime(task: RotationTask, body: object): Promise<Key> {
  const { client, id, options } = task
  const { api_key } = await client.me.get(options)
  if (api_key?.id === id) throw new TypeError('A key that is used to rotate itself cannot be retired first.')
  // From here on the signal is ignored, because no key would be left. The idempotency key is not sent again, because the
  // server may repeat its first response to it, the error for the limit.
  const uninterrupted = { ...options, signal: undefined, idempotencyKey: undefined }
  await retireKey(task, id, uninterrupted)
  return client.apiKeys.create(body, uninterrupted)
}

/** What a key like the old one is created with. It lives as long as the old one, from now on. */
function bodyLike({ data: old, response }: WithResponse<Key>, { facts }: RotationTask): Record<string, unknown> {
  const { copies = [], lifetime } = facts
  const fields = copies.filter(field => old[field] !== null).map(field => [field, old[field]])
  const body: Record<string, unknown> = Object.fromEntries(fields)
  if (!lifetime) return body
  const milliseconds = Date.parse(`${old[lifetime.until]}`) - Date.parse(`${old[lifetime.from]}`)
  if (!milliseconds) return body
  // The time on the server, which decides when the key expires.
  const now = Date.parse(`${response.headers.get('Date')}`) || Date.now()
  return { ...body, [lifetime.until]: new Date(now + milliseconds).toISOString() }
}
