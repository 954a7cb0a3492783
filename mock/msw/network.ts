/** The network that replaces the global `fetch`. */
import type { AnyHandler, UnhandledFrameHandle } from 'msw'
import type { HandlersController, InterceptorSource, NetworkApi } from 'msw/experimental'
import { loadMsw } from './load.ts'

/**
 * Handlers that respond to the global `fetch`. The methods and events are those of MSW's `setupServer`. It supports
 * `using`.
 */
export interface MockNetwork
  extends Pick<
      NetworkApi<[InterceptorSource]>,
      'use' | 'resetHandlers' | 'restoreHandlers' | 'listHandlers' | 'events'
    >,
    Disposable {
  /** Restores the global `fetch`. Calling it again does nothing. */
  readonly close: () => void
}

/** At most one, because there is one global `fetch`. */
let open: MockNetwork | undefined

/** @throws {Error} if a network is open already, or MSW 3 is not installed */
export function openNetwork(
  handlers: AnyHandler[] | HandlersController,
  onUnhandledFrame: UnhandledFrameHandle,
): MockNetwork {
  if (open) {
    throw new Error('A network of a mock is already open. Close it first, or add handlers to it with use().')
  }
  const { defineNetwork, InterceptorSource, NetworkReadyState, FetchInterceptor } = loadMsw('startNetwork')
  const api = defineNetwork({
    // MSW's interceptor for browsers replaces the global `fetch`. The one for Node.js intercepts sockets, which is slower.
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
