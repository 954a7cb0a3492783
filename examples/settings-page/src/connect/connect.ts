import type { Connection } from './connection.ts'
import { connectToServer } from './server.ts'

/** In development, and in builds with `--mode worker`, a service worker mocks the API; else there is a server. */
export async function connect(): Promise<Connection> {
  if (import.meta.env.MODE !== 'worker') return connectToServer()
  const { connectToWorker } = await import('./worker.ts')
  return connectToWorker()
}
