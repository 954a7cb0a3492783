import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Mock } from '../../../../mock/api/types/mock.ts'

export interface Transport {
  /** Whether the browser sends the requests, so that they show up in its network panel. */
  readonly isWorker: boolean
  /** @param target the path of the request, with its query */
  send(target: string, init: RequestInit): Promise<Response>
}

/** Sends requests to the mock through a service worker, or directly for pages on disk, which cannot have a service worker. */
export async function connect(mock: Mock): Promise<Transport> {
  const send: Transport['send'] = (target, init) => mock.fetch(`http://shop.test${target}`, init)
  if (!(await startWorker(send))) return { isWorker: false, send }
  return { isWorker: true, send: (target, init) => fetch(BASE_URL + target, init) }
}

/** A base URL below the page. If the worker does not respond, the request reaches no other API. */
const BASE_URL = location.href.replace(/(\.html)?([?#].*)?$/, '')

async function startWorker(send: Transport['send']): Promise<boolean> {
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return false
  const handler = http.all(`${BASE_URL}/*`, async ({ request }) => {
    const { url, method, headers } = request
    const body = await request.text()
    return send(url.slice(BASE_URL.length), { method, headers, ...(body !== '' && { body }) })
  })
  const script = new URL('mockServiceWorker.js', location.href).pathname
  try {
    await setupWorker(handler).start({ quiet: true, onUnhandledFrame: 'bypass', serviceWorker: { url: script } })
    return true
  } catch {
    // Browsers can block service workers; the mock then responds directly.
    return false
  }
}
