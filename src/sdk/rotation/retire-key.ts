import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { RequestOptions } from '../request-options.ts'
import type { RotationTask } from './rotation-task.ts'

/** Revokes a key, or deletes it if keys cannot be revoked. It does not fail if the key is already retired. */
export async function retireKey({ client, facts }: RotationTask, id: string, options: RequestOptions): Promise<void> {
  const { apiKeys, system } = client
  const request = system.canRevoke ? apiKeys.revoke(id, withIdempotencyKey(options)) : apiKeys.delete(id, options)
  await request.catch((error: LatchkeyError) => {
    // Only a problem document proves that the key is retired: a 404 can also come from a proxy.
    const isRetired = error.problem && (error.status === 404 || error.code === facts.alreadyRetired)
    if (!isRetired) throw error
  })
}

/** A POST is retried only with an idempotency key. Revoking a key twice is safe. */
function withIdempotencyKey(options: RequestOptions): RequestOptions {
  return { ...options, headers: { ...options.headers, 'Idempotency-Key': `${Math.random()}` } }
}
