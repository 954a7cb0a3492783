import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/**
 * Loads MSW when it is first needed. The entry point also exports `serve`, which works without MSW. Node.js can `require`
 * ES modules, so the caller does not have to be asynchronous.
 * @throws {Error} if MSW is not installed
 */
export function loadMsw() {
  // The interceptors are a dependency of MSW. Package managers may hide them from other packages, so MSW resolves them.
  const require = createRequire(resolveMsw())
  const { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState } = require('msw/experimental') as Msw
  const { FetchInterceptor } = require('@mswjs/interceptors/fetch/web') as Interceptors
  return { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState, FetchInterceptor }
}

type Msw = typeof import('msw/experimental')
/** The types for Node.js. MSW accepts both interceptors, but the web types contain a copy of the class that they extend. */
type Interceptors = typeof import('@mswjs/interceptors/fetch')

function resolveMsw(): string {
  try {
    return resolve('msw')
  } catch (cause) {
    throw new Error('This needs MSW 3, which is not installed: npm install --save-dev msw@3', { cause })
  }
}
