import type { UnhandledFrameHandle } from 'msw'
import { type SetupWorker, setupWorker } from 'msw/browser'
import type { AnyMock } from './index.ts'

export interface WorkerOptions {
  /** Where the page finds MSW's worker script; `/mockServiceWorker.js` unless said. */
  readonly workerUrl?: string
  /** Whether nothing is printed. True unless said: a line for each answer is printed otherwise, without credentials. */
  readonly quiet?: boolean
  /**
   * What becomes of a request that no handler answers, such as one for an image: MSW's `'bypass'` (unless said),
   * `'warn'`, `'error'`, or a function.
   */
  readonly onUnhandledFrame?: UnhandledFrameHandle
}

/**
 * Answers the requests of this page from a mock, by a service worker of MSW 3: they are seen in the browser's network
 * panel. `use(...)`, `resetHandlers()` and the others are those of MSW's `setupWorker(...mock.handlers)`.
 *
 * The worker's script has to be served by the page's origin. It comes with MSW: `npx msw init public` puts it into a
 * folder that is served as it is; in Vite, the plugin `msw({ mode: 'worker-only' })` of `msw/vite` serves it without a
 * copy. A worker sees the pages beside and below its script, and only on https and localhost: with a page under
 * `/shop/` that is served from there alone, `workerUrl` is `/shop/mockServiceWorker.js`.
 *
 * Where `baseUrl` is another origin than the page's, browsers ask no preflight: the worker answers before they would.
 * @returns when the worker answers; what is asked before goes to the network
 * @throws {Error} of MSW's where the script is not found, or was started already
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
  await worker.start({
    quiet,
    onUnhandledFrame,
    ...(workerUrl !== undefined && { serviceWorker: { url: workerUrl } }),
  })
  return worker
}
