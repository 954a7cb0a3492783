import type { Connection } from './connection.ts'
import { connectToServer } from './server.ts'

/** Connects to a service worker that mocks the API, in development and with `--mode worker`, or else to the server. */
export async function connect(): Promise<Connection> {
  if (import.meta.env.MODE !== 'worker') return connectToServer()
  const { connectToWorker } = await import('./worker.ts')
  return connectToWorker()
}
