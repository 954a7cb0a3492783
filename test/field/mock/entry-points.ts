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
      return { fetch: (...call) => fetch(...call), base: BASE }
    },
  ],
  [
    'startNetwork',
    async mock => {
      const network = startNetwork(mock)
      onTestFinished(() => network.close())
      return { fetch: (...call) => fetch(...call), base: BASE }
    },
  ],
  [
    'serve',
    async mock => {
      const server = await serve(mock)
      onTestFinished(() => server.close())
      return { fetch: (...call) => fetch(...call), base: `${server.url}/api/v1` }
    },
  ],
]
