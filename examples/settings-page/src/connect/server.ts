import { Latchkey, systemIds } from 'latchkey'
import { Connection } from './connection.ts'
import { findSandbox } from './sandbox.ts'

declare global {
  /** The request that index.html starts, so that it runs while the scripts load. */
  var serverIndex: Promise<Response>
}

/** What a mock server says about itself at its root. The links are absent if it does not have them. */
interface ServerIndex {
  /** The title of its contract, which identifies its system. */
  readonly title: string
  readonly docs?: string
  readonly sandboxes?: string
}

/**
 * Connects to the server of the page. If it supports sandboxes, all other systems are sandboxes.
 * @throws {Error} if the page does not support the system of the server
 */
export async function connectToServer(): Promise<Connection> {
  const baseUrl = new URL('api/v1', document.baseURI).href
  const { title, docs, sandboxes } = await readIndex()
  const own = systemIds.find(id => new Latchkey({ system: id, baseUrl }).system.title === title)
  if (!own) throw new Error(`This server runs "${title}", which this page does not support.`)
  const others = sandboxes ? systemIds.filter(id => id !== own) : []
  const find = async (system: (typeof systemIds)[number], onLost: () => void) =>
    system === own ? { baseUrl } : findSandbox(system, onLost)
  return new Connection([own, ...others], find, docs)
}

async function readIndex(): Promise<ServerIndex> {
  const response = await serverIndex.catch((cause: unknown) => {
    throw new Error('The server cannot be reached. Is it running?', { cause })
  })
  if (!response.ok || response.headers.get('Content-Type') !== 'application/json')
    throw new Error(`The server responded with ${response.status}, and did not say which system it runs.`)
  return response.json()
}
