import { type SystemId, systemIds } from 'latchkey'
import { createMock, type Mock, SnapshotError } from 'latchkey/mock'
import { startWorker } from 'latchkey/mock/browser'
import { Connection } from './connection.ts'

const workerUrl = `${import.meta.env.BASE_URL}mockServiceWorker.js`

/** Every system, mocked by a service worker: requests are in the network panel, and the state lasts as long as its tab. */
export function connectToWorker(): Connection {
  let starting: ReturnType<typeof startWorker> | undefined
  return new Connection(systemIds, async system => {
    // Each system has an origin of its own, where nothing but the worker answers.
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

/** Sessions and keys survive a reload of the page. A snapshot holds no secret. */
function keepState(mock: Pick<Mock, 'snapshot' | 'restore'>, system: SystemId): void {
  const name = `latchkey.mock.${system}`
  const kept = sessionStorage.getItem(name)
  try {
    if (kept !== null) mock.restore(JSON.parse(kept))
  } catch (error) {
    // The contract has changed since, which is what development is for.
    if (!(error instanceof SnapshotError)) throw error
  }
  addEventListener('pagehide', () => sessionStorage.setItem(name, JSON.stringify(mock.snapshot())))
}
