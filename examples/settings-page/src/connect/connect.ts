import type { Connection } from './connection.ts'
import { connectToServer } from './server.ts'

/** In development, and in builds with `--mode in-page`, the mock runs in the page; else there is a server. */
export async function connect(): Promise<Connection> {
  if (import.meta.env.MODE !== 'in-page') return connectToServer()
  const { connectInPage } = await import('./in-page.ts')
  return connectInPage()
}
