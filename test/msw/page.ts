/** Runs in a page: a mock with the service worker, and a sequence of requests to it. */

import { HttpResponse, http } from 'msw'
import { startWorker, type WorkerOptions } from '../../mock/browser.ts'
import { createMock, type MockOptions } from '../../mock/index.ts'
import { transcript } from './transcript.ts'

async function walk(options: MockOptions): Promise<string> {
  const mock = createMock(options)
  const worker = await startWorker(mock)
  const text = await transcript(mock, (input, init) => fetch(input, init), `${location.origin}/api/v1`)
  await worker.stop()
  return text
}

/** The responses of `/me`, once from the mock and once from a handler in front of it. */
async function ask(options: WorkerOptions): Promise<number[]> {
  const worker = await startWorker(createMock(), options)
  const status = async () => (await fetch('/api/v1/me?key=secret')).status
  const mocked = await status()
  worker.use(http.get('/api/v1/me', () => new HttpResponse(null, { status: 418 })))
  const statuses = [mocked, await status(), (await fetch('/index.html')).status]
  await worker.stop()
  return statuses
}

const latchkey = { walk, ask }

export type Page = typeof globalThis & { readonly latchkey: typeof latchkey }

Object.assign(globalThis, { latchkey })
