import { requirePeer } from '../peer.ts'

/**
 * Loads MSW when it is first needed. The entry point also exports `serve`, which works without MSW. Node.js can `require`
 * ES modules, so the caller does not have to be asynchronous.
 * @param neededBy The export that needs MSW, for the message.
 * @throws {Error} if MSW is not installed, or older than 3
 */
export function loadMsw(neededBy: string) {
  // The interceptors are a dependency of MSW. Package managers may hide them from other packages, so MSW resolves them.
  const require = requirePeer({
    name: 'msw',
    title: 'MSW',
    since: [3, 0],
    neededBy,
    instead: 'With MSW 2, use setupServer(...mock.handlers) of msw/node.',
  })
  const { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState } = require('msw/experimental') as Msw
  const { FetchInterceptor } = require('@mswjs/interceptors/fetch/web') as Interceptors
  return { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState, FetchInterceptor }
}

type Msw = typeof import('msw/experimental')
/** The types for Node.js. MSW accepts both interceptors, but the web types contain a copy of the class that they extend. */
type Interceptors = typeof import('@mswjs/interceptors/fetch')
