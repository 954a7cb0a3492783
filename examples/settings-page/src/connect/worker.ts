import { type SystemId, systemIds } from 'latchkey'
import { createMock, type Mock, SnapshotError } from 'latchkey/mock'
import { startWorker } from 'latchkey/mock/browser'
import { Connection } from './connection.ts'

const workerUrl = `${import.meta.env.BASE_URL}mockServiceWorker.js`

/** Mocks every system with a service worker. Requests show up in the network panel, and the state lasts as long as the tab. */
export function connectToWorker(): Connection {
  let starting: ReturnType<typeof startWorker> | undefined
  return new Connection(systemIds, async system => {
    // Each system has its own origin, which only the worker handles.
    const baseUrl = `https://${system}.example/api/v1`
    const mock = createMock({ system, baseUrl })
    keepState(mock, system)
    if (starting) {
      const worker = await starting
      worker.use(...mock.handlers)
    } else {
      starting = startWorker(mock, { workerUrl })
      await starting
    }
    return { baseUrl }
  })
}

/** Keeps sessions and keys across reloads. A snapshot contains no secrets. */
function keepState(mock: Pick<Mock, 'snapshot' | 'restore'>, system: SystemId): void {
  const name = `latchkey.mock.${system}`
  const kept = sessionStorage.getItem(name)
  try {
    if (kept !== null) mock.restore(JSON.parse(kept))
  } catch (error) {
    // The snapshot does not fit if the contract has changed.
    if (!(error instanceof SnapshotError)) throw error
  }
  addEventListener('pagehide', () => sessionStorage.setItem(name, JSON.stringify(mock.snapshot())))
}
