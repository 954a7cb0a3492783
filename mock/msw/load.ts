import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/**
 * MSW, when it is needed: a server for HTTP (`serve`) comes through the same door and works without it. Node can
 * `require` modules, so that nobody has to wait.
 * @throws {Error} where MSW is not installed
 */
export function loadMsw() {
  // Package managers show the interceptors, which are a dependency of MSW, to MSW and may show them to no other package.
  const require = createRequire(resolveMsw())
  const { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState } = require('msw/experimental') as Msw
  const { FetchInterceptor } = require('@mswjs/interceptors/fetch/web') as Interceptors
  return { defineNetwork, HandlersController, InterceptorSource, NetworkReadyState, FetchInterceptor }
}

type Msw = typeof import('msw/experimental')
/** The types of the interceptor for Node: MSW takes both, but the types of each have a copy of the class that they extend. */
type Interceptors = typeof import('@mswjs/interceptors/fetch')

function resolveMsw(): string {
  try {
    return resolve('msw')
  } catch (cause) {
    throw new Error('This needs MSW 3, which is not installed: npm install --save-dev msw@3', { cause })
  }
}
