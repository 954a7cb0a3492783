import type { Fetch, SystemId } from 'latchkey'
import type { Place } from './connection.ts'

/** The server makes no sandbox now. */
export class NoSandbox extends Error {
  override readonly name = 'NoSandbox'
  /** When there may be room for one, RFC 3339; undefined where the server did not say. */
  readonly roomAt: string | undefined

  constructor(message: string, { headers }: Response) {
    super(message)
    const seconds = Number(headers.get('Retry-After'))
    this.roomAt = seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : undefined
  }
}

const nameOf = (system: SystemId) => `latchkey.sandbox.${system}`

/**
 * A mock of this system that nobody else has: the one of this tab, or a new one.
 * @param onLost a request found that it has ended, because nobody had used it for a while
 * @throws {NoSandbox} the message is the server's
 */
export async function findSandbox(system: SystemId, onLost: () => void): Promise<Place> {
  const name = nameOf(system)
  const id = sessionStorage.getItem(name) ?? (await createSandbox(system))
  sessionStorage.setItem(name, id)
  const fetchThere: Fetch = async request => {
    const response = await fetch(request)
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
  })
  const answer: { id: string; detail?: string } = await response.json()
  if (response.ok) return answer.id
  throw new NoSandbox(answer.detail ?? `The server makes no sandbox: it answered ${response.status}.`, response)
}

async function codeOf(response: Response): Promise<unknown> {
  const { code }: { code?: unknown } = await response.json()
  return code
}
