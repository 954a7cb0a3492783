import { Latchkey, systemIds } from 'latchkey'
import { Connection } from './connection.ts'
import { findSandbox } from './sandbox.ts'

/**
 * The server that the page came from: it has one system, which the title of its contract tells. A mock server that makes
 * sandboxes has the others there.
 * @throws {Error} it has none that the page knows; the message says what to do
 */
export async function connectToServer(): Promise<Connection> {
  const baseUrl = new URL('api/v1', document.baseURI).href
  const [title, makesSandboxes] = await Promise.all([titleOfContract(), hasSandboxes()])
  const own = systemIds.find(id => new Latchkey({ system: id, baseUrl }).system.title === title)
  if (!own) throw new Error(`This server has "${title}", which is none of the systems that this page knows.`)
  const others = makesSandboxes ? systemIds.filter(id => id !== own) : []
  return new Connection([own, ...others], async (system, onLost) =>
    system === own ? { baseUrl } : findSandbox(system, onLost),
  )
}

async function titleOfContract(): Promise<string> {
  const address = new URL('openapi.json', document.baseURI).href
  const response = await fetch(address).catch((cause: unknown) => {
    throw new Error('The server cannot be reached. Is it running?', { cause })
  })
  if (!response.ok) throw new Error(`The server has no contract at ${address}: it answered ${response.status}.`)
  const { info }: { info: { title: string } } = await response.json()
  return info.title
}

/** Whether the server says so: a mock server tells programs at `/` what it has. Others have this page there for all. */
async function hasSandboxes(): Promise<boolean> {
  const response = await fetch(document.baseURI, { headers: { Accept: 'application/json' } }).catch(() => undefined)
  if (!response?.ok || response.headers.get('Content-Type') !== 'application/json') return false
  return 'sandboxes' in (await response.json())
}
