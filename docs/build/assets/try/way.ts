import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Mock } from '../../../../mock/api/types/mock.ts'

export interface Way {
  /** Whether requests are made by the browser, which then shows them in its network panel. */
  readonly isWorker: boolean
  /** @param target the path of the request, with its query */
  send(target: string, init: RequestInit): Promise<Response>
}

/** Requests go to the mock through a service worker. Pages on disk can have none: there they go straight to it. */
export async function wayTo(mock: Mock): Promise<Way> {
  const send: Way['send'] = (target, init) => mock.fetch(`http://shop.test${target}`, init)
  if (!(await startWorker(send))) return { isWorker: false, send }
  return { isWorker: true, send: (target, init) => fetch(ADDRESS + target, init) }
}

/** Of its own, below the page: where no worker steps in, nothing else is asked by mistake. */
const ADDRESS = location.href.replace(/(\.html)?([?#].*)?$/, '')

async function startWorker(send: Way['send']): Promise<boolean> {
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return false
  const handler = http.all(`${ADDRESS}/*`, async ({ request }) => {
    const { url, method, headers } = request
    const body = await request.text()
    return send(url.slice(ADDRESS.length), { method, headers, ...(body !== '' && { body }) })
  })
  const script = new URL('mockServiceWorker.js', location.href).pathname
  try {
    await setupWorker(handler).start({ quiet: true, onUnhandledFrame: 'bypass', serviceWorker: { url: script } })
    return true
  } catch {
    // Readers may forbid their browser to store anything; the mock answers all the same.
    return false
  }
}
