/** Runs in a page: the mock with the service worker, and the walk through it. */

import { startWorker } from '../../mock/browser.ts'
import { createMock, type MockOptions } from '../../mock/index.ts'
import { transcript } from './transcript.ts'

async function walk(options: MockOptions): Promise<string> {
  const mock = createMock(options)
  const worker = await startWorker(mock)
  const text = await transcript(mock, (input, init) => fetch(input, init), `${location.origin}/api/v1`)
  await worker.stop()
  return text
}

export type Page = typeof globalThis & { readonly latchkey: { readonly walk: typeof walk } }

Object.assign(globalThis, { latchkey: { walk } })
