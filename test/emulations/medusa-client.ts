/** `@medusajs/js-sdk`, unchanged. It sends everything with the global `fetch`. */
import { createRequire } from 'node:module'

// The declarations of the package describe a CommonJS module only.
type Sdk = typeof import('@medusajs/js-sdk', { with: { 'resolution-mode': 'require' }})
const { default: Medusa, FetchError } = createRequire(import.meta.url)('@medusajs/js-sdk') as Sdk

export type Medusa = InstanceType<Sdk['default']>

/** A client that signs in: it keeps the token in memory. */
export const browserClient = (baseUrl: string): Medusa =>
  new Medusa({ baseUrl, auth: { type: 'jwt', jwtTokenStorageMethod: 'memory' } })

/** A client with a secret key, which it sends as `Basic base64("KEY:")`. */
export const serverClient = (baseUrl: string, apiKey: string): Medusa => new Medusa({ baseUrl, apiKey })

/** The status and the message of a refusal, as the client reports them. */
export async function refusal(call: Promise<unknown>): Promise<readonly [status: number | undefined, message: string]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof FetchError) return [error.status, error.message]
  throw new Error(`The call was not refused: ${String(error)}`)
}
