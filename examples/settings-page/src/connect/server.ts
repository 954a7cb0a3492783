import { Latchkey, systemIds } from 'latchkey'
import { Connection } from './connection.ts'
import { findSandbox } from './sandbox.ts'

/**
 * Connects to the server of the page. The title of its contract identifies its system. If it is a mock server that
 * supports sandboxes, all other systems are sandboxes.
 * @throws {Error} if the page does not support the system of the server
 */
export async function connectToServer(): Promise<Connection> {
  const baseUrl = new URL('api/v1', document.baseURI).href
  const [title, makesSandboxes] = await Promise.all([titleOfContract(), hasSandboxes()])
  const own = systemIds.find(id => new Latchkey({ system: id, baseUrl }).system.title === title)
  if (!own) throw new Error(`This server runs "${title}", which this page does not support.`)
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
  if (!response.ok) throw new Error(`The request for the contract, ${address}, failed with status ${response.status}.`)
  const { info }: { info: { title: string } } = await response.json()
  return info.title
}

/** Whether the server supports sandboxes: a mock server lists its features at `/`. Other servers return this page. */
async function hasSandboxes(): Promise<boolean> {
  const response = await fetch(document.baseURI, { headers: { Accept: 'application/json' } }).catch(() => undefined)
  if (!response?.ok || response.headers.get('Content-Type') !== 'application/json') return false
  return 'sandboxes' in (await response.json())
}
