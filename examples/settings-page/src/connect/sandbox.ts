import type { Fetch, SystemId } from 'latchkey'
import type { Place } from './connection.ts'

/** The server cannot create a sandbox now. */
export class SandboxUnavailableError extends Error {
  override readonly name = 'SandboxUnavailableError'
  /** When to try again (RFC 3339); undefined if the server did not state it. */
  readonly retryAt: string | undefined

  constructor(message: string, { headers }: Response) {
    super(message)
    const seconds = Number(headers.get('Retry-After'))
    this.retryAt = seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : undefined
  }
}

const storageKey = (system: SystemId) => `latchkey.sandbox.${system}`

/**
 * The sandbox of this tab, or a new one.
 * @param onLost called when a request finds that the sandbox has expired
 * @throws {SandboxUnavailableError} with the message of the server
 */
export async function findSandbox(system: SystemId, onLost: () => void): Promise<Place> {
  const name = storageKey(system)
  const id = sessionStorage.getItem(name) ?? (await createSandbox(system))
  sessionStorage.setItem(name, id)
  const fetchThere: Fetch = async (url, init) => {
    const response = await fetch(url, init)
    if (response.status === 404 && (await codeOf(response.clone())) === 'sandbox_not_found') {
      if (sessionStorage.getItem(name) === id) sessionStorage.removeItem(name)
      onLost()
    }
    return response
  }
  return { baseUrl: new URL(`sandboxes/${id}/api/v1`, document.baseURI).href, fetch: fetchThere }
}

async function createSandbox(system: SystemId): Promise<string> {
  const response = await fetch(new URL('sandboxes', document.baseURI), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ system }),
  }).catch((cause: unknown) => {
    throw new Error('The server cannot be reached. Is it running?', { cause })
  })
  const answer: { id: string; detail?: string } = await response.json()
  if (response.ok) return answer.id
  throw new SandboxUnavailableError(
    answer.detail ?? `The server could not create a sandbox (status ${response.status}).`,
    response,
  )
}

async function codeOf(response: Response): Promise<unknown> {
  const { code }: { code?: unknown } = await response.json()
  return code
}
