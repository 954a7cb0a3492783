/** An emulation, as a client reaches it: over HTTP, or with the global `fetch` replaced by that of the mock. */
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import { type AnyMock, createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { readDocumentFrom } from '../../openapi/read/document/from-disk.ts'
import { loaded } from '../../openapi/read/load-document.ts'

export const TRANSPORTS = ['HTTP', 'mock.fetch'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface Emulated {
  readonly mock: AnyMock
  /** The origin, without a trailing slash. */
  readonly url: string
}

const EMULATIONS = '../../openapi/emulations/'
const contracts = new Map<string, Promise<Contract>>()

/** The contract of `openapi/emulations/FILE`. */
export function emulation(file: string): Promise<Contract> {
  let contract = contracts.get(file)
  if (!contract) {
    const path = fileURLToPath(new URL(EMULATIONS + file, import.meta.url))
    contract = readDocumentFrom(path).then(read => ({
      ...loaded(read, file).contract,
      lenient: { makesUpRecords: false, checksRequests: true },
    }))
    contracts.set(file, contract)
  }
  return contract
}

/**
 * A mock whose clock stands still, until the test has finished.
 * @param origin the origin without a server
 */
export async function emulate(file: string, transport: Transport, origin = 'http://emulated.test'): Promise<Emulated> {
  const mock = createMock({ contract: await emulation(file), now: NOW })
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
