import type { Call } from '../call.ts'
import type { Secret } from '../credentials/secret.ts'
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { LatchkeyResponseError } from '../errors/response-error.ts'
import { rotations } from '../generated/rotations.ts'
import type { SystemRules } from '../generated/systems.ts'
import type { need } from '../need.ts'
import type { CreateOptions, RequestOptions } from '../request-options.ts'

interface Key {
  readonly id: string
  readonly secret?: Secret
  readonly [member: string]: unknown
}

/** The methods that it takes; each system has those that it needs. */
type KeyMethods = Readonly<Record<'get' | 'create' | 'rotate' | 'revoke' | 'delete', (...args: unknown[]) => Call<Key>>>

/** What a replacement takes of a client. */
export interface Client {
  readonly system: SystemRules
  readonly apiKeys: KeyMethods
  readonly me: { get(options: RequestOptions): Promise<{ readonly api_key: Key | null }> }
}

/** `RotateOptions`, whatever the system. */
export interface Plan {
  readonly deploy?: (secret: Secret) => unknown
  readonly verify?: (client: unknown) => unknown
  readonly graceSeconds?: number
  readonly allowDowntime?: boolean
}

/** What it takes of the client's own modules: given, not imported, or bundlers would make one more file of those. */
export interface Kit {
  readonly client: Client
  /** The server's own, where it has one. */
  readonly rotate: KeyMethods['rotate']
  /** Makes a client like the one given that sends another key. */
  readonly clientWith: (apiKey: Secret) => object
  readonly need: typeof need
  readonly LatchkeyResponseError: typeof LatchkeyResponseError
}

/**
 * Replaces a key by one like it, as `apiKeys.rotate` of a client promises (rotate.ts). It is a module that is loaded when
 * it is first needed: most pages never rotate a key.
 */
export async function replace(
  { client, rotate, clientWith, need: check, LatchkeyResponseError }: Kit,
  id: string,
  { deploy, verify, graceSeconds, allowDowntime }: Plan,
  options: CreateOptions,
): Promise<Key> {
  const need: Kit['need'] = check
  const { apiKeys, me, system } = client
  const { copies, life, full, gone, grace } = rotations[system.id]
  need(copies, 'rotate', 'possible where keys cannot be made, looked at and retired')
  const retire = (id: string, options: RequestOptions, keys = apiKeys) => {
    // A key can be revoked twice as well as once, which an idempotency key says of a request: it is repeated, as a DELETE is.
    const headers = { ...options.headers, ...(system.canRevoke && { 'Idempotency-Key': `${Math.random()}` }) }
    return keys[system.canRevoke ? 'revoke' : 'delete'](id, { ...options, headers }).catch((error: LatchkeyError) => {
      // A key that is gone already, by a repeated request or by someone else, is as good as retired. That only the server
      // itself can say: a page of a proxy with 404 says nothing of keys.
      if (!error.problem || (error.status !== 404 && error.code !== gone)) throw error
    })
  }

  const usable = system.states[0] as string
  const getUsable = async (id: string, name: string) => {
    const answer = await apiKeys.get(id, options).withResponse()
    need(answer.data.status === usable, name, usable)
    return answer
  }

  const isRetiring = graceSeconds !== undefined
  let isRetired = false
  let isDeployed = false
  need(typeof deploy === 'function', 'deploy', 'a function')
  need(
    !isRetiring || (grace && Number(graceSeconds) > 0),
    'graceSeconds',
    'above 0, on a system that rotates keys itself',
  )
  const { data: old, response } = await getUsable(id, 'The key')

  // It lives as long as the old one was to, by the clock of the server.
  const body: Record<string, unknown> = {}
  for (const name of copies) if (old[name] !== null) body[name] = old[name]
  if (life) {
    const time = Date.parse(`${old[life.until]}`) - Date.parse(`${old[life.since]}`)
    const now = Date.parse(`${response.headers.get('Date')}`) || Date.now()
    if (time) body[life.until] = new Date(now + time).toISOString()
  }
  const rotateFor = (seconds = grace?.max) => rotate(id, { [grace?.field ?? '']: seconds }, options)
  const makeRoom = async (error: LatchkeyError) => {
    if (error.code !== full) throw error
    if (grace) return rotateFor()
    if (!allowDowntime) throw error
    const { api_key } = await me.get(options)
    need(api_key?.id !== id, 'The key in use', 'to be retired first')
    // From here on nothing stops it, or there would be no key. The refusal may be remembered as the answer to the
    // idempotency key.
    const toTheEnd = { ...options, signal: undefined, idempotencyKey: undefined }
    await retire(id, toTheEnd)
    isRetired = true
    return apiKeys.create(body, toTheEnd)
  }
  const fresh = await (isRetiring ? rotateFor(graceSeconds) : apiKeys.create(body, options).catch(makeRoom))
  // The answer that an earlier request with the same idempotency key got, and that made the old key itself.
  need(fresh.id !== id, 'The new key', 'new: choose another idempotencyKey')

  const { secret } = fresh
  try {
    // A client without a key would take that of the environment, and verify it.
    if (!secret) throw new LatchkeyResponseError('The new key came without its secret.', { status: 201 })
    // The answer may be that to an earlier rotation with the same idempotency key, which failed and retired its new key.
    if (options.idempotencyKey && !isRetired) await getUsable(fresh.id, 'The new key')
    await deploy(secret)
    isDeployed = true
    if ((await verify?.(clientWith(secret))) === false) throw new Error('The new key does not work.')
  } catch (error) {
    // Where the old key is gone, a new one that is deployed is the only one that may work.
    if (isRetired && isDeployed) throw error
    // Without the signal of the call, which may be what ended it.
    await retire(fresh.id, { ...options, signal: undefined }).catch(failure => {
      throw new AggregateError([error, failure], `The new key ${fresh.id} still works.`)
    })
    throw error
  }
  if (!isRetiring && !isRetired) {
    await retire(id, options).catch(error => {
      // The requests were sent with the old key, which does not work any longer.
      if (error.status === 401) return retire(id, options, (clientWith(secret) as Client).apiKeys)
      throw error
    })
  }
  return fresh
}
