/** An emulation, as a client reaches it: over HTTP, or with the global `fetch` replaced by that of the mock. */
import { onTestFinished, vi } from 'vitest'
import { type AnyMock, createMock, type EmulationId } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'

export const TRANSPORTS = ['HTTP', 'mock.fetch'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface Emulated {
  readonly mock: AnyMock
  /** The origin, without a trailing slash. */
  readonly url: string
}

/**
 * A mock whose clock stands still, until the test has finished.
 * @param origin the origin without a server
 */
export async function emulate(
  system: EmulationId,
  transport: Transport,
  origin = 'http://emulated.test',
): Promise<Emulated> {
  const mock = createMock({ system, now: NOW })
  if (transport === 'mock.fetch') {
    vi.stubGlobal('fetch', mock.fetch)
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    return { mock, url: origin }
  }
  const server = await serve(mock)
  onTestFinished(server.close)
  return { mock, url: server.url }
}

export const NOW = '2026-01-05T08:00:00.000Z'

/** An hour after `NOW`. */
export const IN_AN_HOUR = '2026-01-05T09:00:00.000Z'
