import type { AnyHandler, UnhandledFrameHandle } from 'msw'
import type { HandlersController, InterceptorSource, NetworkApi } from 'msw/experimental'
import { loadMsw } from './load.ts'

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

/** @throws {Error} where one is open already, or MSW is not installed */
export function openNetwork(
  handlers: AnyHandler[] | HandlersController,
  onUnhandledFrame: UnhandledFrameHandle,
): MockNetwork {
  if (open) {
    throw new Error('The global fetch is answered by a mock already: close that network first, or add handlers to it.')
  }
  const { defineNetwork, InterceptorSource, NetworkReadyState, FetchInterceptor } = loadMsw()
  const api = defineNetwork({
    // MSW's interceptor for browsers replaces the global `fetch`; the one for Node watches sockets, which takes longer.
    sources: [new InterceptorSource({ interceptors: [new FetchInterceptor()] })],
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
