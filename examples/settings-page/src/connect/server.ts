import { Latchkey } from 'latchkey'
import { type Connection, systemIds } from './connection.ts'

/**
 * The server that the page came from: it has one system, which the title of its contract tells.
 * @throws {Error} it has none that the page knows; the message says what to do
 */
export async function connectToServer(): Promise<Connection> {
  const baseUrl = new URL('api/v1', document.baseURI).href
  const title = await titleOfContract()
  const system = systemIds.find(id => new Latchkey({ system: id, baseUrl }).system.title === title)
  if (!system) throw new Error(`This server has "${title}", which is none of the systems that this page knows.`)
  return { systems: [system], baseUrl, fetchOf: () => undefined, keepsSessions: true }
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
