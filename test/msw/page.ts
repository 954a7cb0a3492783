/** Runs in a page: a mock with the service worker, and a sequence of requests to it. */

import { HttpResponse, http } from 'msw'
import { startWorker, type WorkerOptions } from '../../mock/browser.ts'
import { createMock, type MockOptions, type OpenApiDocument } from '../../mock/index.ts'
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

/** An API of another origin, which only the worker answers. */
const API = 'https://api.shop.test/api/v1'

/** What `fetch` and XMLHttpRequest of a page read from an API of another origin. */
async function call() {
  const mock = createMock()
  const worker = await startWorker(mock)
  const headers = { ...mock.signIn('admin').headers, 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: '{"name":"Sync"}' }
  const seen = async (path: string, init: RequestInit) => {
    const response = await fetch(API + path, init)
    const hasLocation = response.headers.has('location')
    return { status: response.status, hasLocation, isEmpty: (await response.text()) === '', url: response.url }
  }
  const fetched = {
    created: await seen('/api-keys', init),
    withCookies: await seen('/me', { headers, credentials: 'include' }),
    rejected: await seen('/me', {}),
    head: await seen('/me', { method: 'HEAD', headers }),
    put: await seen('/me', { method: 'PUT', headers, body: '{}' }),
  }
  const xhr = await byXhr('PATCH', `${API}/products/prod_north_chai`, headers, '{"name":"Chai"}')
  mock.delay('listOrders', 5_000)
  const aborted = await fetch(`${API}/orders`, { signal: AbortSignal.timeout(50) }).catch(({ name }) => name)
  await worker.stop()
  return { ...fetched, xhr, aborted }
}

/** A page with the mock of a document: what it writes and reads, and a file of its own. */
async function useDocument(document: OpenApiDocument) {
  const worker = await startWorker(createMock({ contract: document, baseUrl: 'https://todos.test' }))
  const body = JSON.stringify({ title: 'Milk' })
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
  const created = await (await fetch('https://todos.test/todos', init)).json()
  const read = await (await fetch(`https://todos.test/todos/${created.id}`)).json()
  const own = (await fetch('/index.html')).status
  await worker.stop()
  return { created, read, own }
}

function byXhr(method: string, url: string, headers: Readonly<Record<string, string>>, body: string) {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const xhr = new XMLHttpRequest()
  xhr.open(method, url)
  xhr.withCredentials = true
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  xhr.onloadend = () => resolve([xhr.status, xhr.getResponseHeader('request-id') !== null])
  xhr.send(body)
  return promise
}

const latchkey = { walk, ask, call, useDocument }

export type Page = typeof globalThis & { readonly latchkey: typeof latchkey }

Object.assign(globalThis, { latchkey })
