import { createRequire } from 'node:module'
import type { AnyHandler, UnhandledFrameHandle } from 'msw'
import {
  defineNetwork,
  type HandlersController,
  InterceptorSource,
  type NetworkApi,
  NetworkReadyState,
} from 'msw/experimental'

/**
 * The global `fetch`, answered by handlers: the methods and events of MSW's `setupServer`, which do what they do there.
 * It can be declared with `using`.
 */
export interface MockNetwork
  extends Pick<
      NetworkApi<[InterceptorSource]>,
      'use' | 'resetHandlers' | 'restoreHandlers' | 'listHandlers' | 'events'
    >,
    Disposable {
  /** Puts the global `fetch` back. To close it twice does nothing. */
  readonly close: () => void
}

/** There is one global `fetch`. */
let open: MockNetwork | undefined

/** @throws {Error} where one is open already */
export function openNetwork(
  handlers: AnyHandler[] | HandlersController,
  onUnhandledFrame: UnhandledFrameHandle,
): MockNetwork {
  if (open) {
    throw new Error('The global fetch is answered by a mock already: close that network first, or add handlers to it.')
  }
  const api = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new (fetchInterceptor())()] })],
    handlers,
    onUnhandledFrame,
    context: { quiet: true },
  })
  const { use, resetHandlers, restoreHandlers, listHandlers, events } = api
  const close = () => {
    if (api.readyState === NetworkReadyState.ENABLED) api.disable()
    if (open === network) open = undefined
  }
  const network = { use, resetHandlers, restoreHandlers, listHandlers, events, close, [Symbol.dispose]: close }
  api.enable()
  open = network
  return network
}

/**
 * MSW's interceptor for browsers, which replaces the global `fetch`, where the one for Node watches sockets. It is a
 * dependency of MSW, which MSW can load even where package managers show it to no other package. The types are those of
 * the one for Node: MSW takes both, and the types of each are made from a copy of the class that they extend.
 */
function fetchInterceptor(): typeof import('@mswjs/interceptors/fetch').FetchInterceptor {
  const { resolve } = createRequire(import.meta.url)
  return createRequire(resolve('msw'))('@mswjs/interceptors/fetch/web').FetchInterceptor
}
