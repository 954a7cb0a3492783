/** The entry point `latchkey/mock/browser`. */
import type { UnhandledFrameHandle } from 'msw'
import { type SetupWorker, setupWorker } from 'msw/browser'
import type { AnyMock } from './index.ts'

export interface WorkerOptions {
  /** The URL of MSW's worker script. Defaults to `/mockServiceWorker.js`. */
  readonly workerUrl?: string
  /** Defaults to true. If false, a line without credentials is printed for each response. */
  readonly quiet?: boolean
  /**
   * What happens to a request that has no handler, such as one for an image: `'bypass'`, `'warn'`, `'error'` or a
   * function, as in MSW. Defaults to `'bypass'`.
   */
  readonly onUnhandledFrame?: UnhandledFrameHandle
}

/**
 * Lets a mock respond to the requests of this page, through a service worker of MSW 2 or 3. The requests appear in the
 * browser's network panel. The result is that of MSW's `setupWorker(...mock.handlers)`, with `use(...)`,
 * `resetHandlers()` and so on.
 *
 * The page's origin must serve the worker script, which comes with MSW. `npx msw init public` copies it to a folder of
 * static files. In Vite, the plugin `msw({ mode: 'worker-only' })` of `msw/vite` serves it without a copy. A service
 * worker requires https or localhost, and controls the pages in the folder of its script and below. If a page is served
 * from `/shop/` only, set `workerUrl` to `/shop/mockServiceWorker.js`.
 *
 * If the API has another origin than the page, browsers send no preflight, because the worker responds first. Browsers do
 * not tell a worker that a page has aborted a request, so the mock carries it out (w3c/ServiceWorker #1544).
 * @returns a promise that resolves when the worker is active; earlier requests reach the network
 * @throws {Error} of MSW if the script is not found, or the worker is already active
 *
 * @example
 * if (import.meta.env.DEV) {
 *   const { createMock } = await import('latchkey/mock')
 *   const { startWorker } = await import('latchkey/mock/browser')
 *   await startWorker(createMock({ system: 'warehouse' }))
 * }
 */
export async function startWorker(mock: AnyMock, options: WorkerOptions = {}): Promise<SetupWorker> {
  const { workerUrl, quiet = true, onUnhandledFrame = 'bypass' } = options
  const worker = setupWorker(...mock.handlers)
  // MSW 2 knows the option by its older name.
  const unhandled = { onUnhandledFrame, onUnhandledRequest: onUnhandledFrame }
  await worker.start({
    quiet,
    ...unhandled,
    ...(workerUrl !== undefined && { serviceWorker: { url: workerUrl } }),
  })
  return worker
}
