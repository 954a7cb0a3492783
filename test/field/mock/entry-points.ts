/** The ways to reach a mock in this process, for tests that must hold in each. */
import { setupServer } from 'msw/node'
import { onTestFinished } from 'vitest'
import type { Mock } from '../../../mock/index.ts'
import { serve, startNetwork } from '../../../mock/node.ts'

export interface Entry {
  /** Sends a request of a test. */
  readonly fetch: typeof fetch
  /** The base URL of the API. */
  readonly base: string
}

/** The global `fetch` at the time of the call. MSW's throws some errors instead of rejecting. */
const globalFetch: typeof fetch = async (...call) => fetch(...call)

const BASE = 'http://shop.test/api/v1'

/** Everything is closed when the test ends. */
export const ENTRY_POINTS: readonly (readonly [name: string, open: (mock: Mock) => Promise<Entry>])[] = [
  ['mock.fetch', async mock => ({ fetch: mock.fetch as typeof fetch, base: BASE })],
  [
    'setupServer',
    async mock => {
      const server = setupServer(...mock.handlers)
      server.listen()
      onTestFinished(() => server.close())
      return { fetch: globalFetch, base: BASE }
    },
  ],
  [
    'startNetwork',
    async mock => {
      const network = startNetwork(mock)
      onTestFinished(() => network.close())
      return { fetch: globalFetch, base: BASE }
    },
  ],
  [
    'serve',
    async mock => {
      const server = await serve(mock)
      onTestFinished(() => server.close())
      return { fetch: globalFetch, base: `${server.url}/api/v1` }
    },
  ],
]
