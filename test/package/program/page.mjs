/** For a browser, bundled as users bundle a page. */
import * as sdk from 'latchkey'
import * as mocking from 'latchkey/mock'
import { report } from './program.mjs'

globalThis.report = bases => report(sdk, mocking, bases)

/** The result of creating a client in a page with these options. */
globalThis.guard = options => {
  try {
    new sdk.Latchkey({ system: 'standard', baseUrl: '/api/v1', ...options })
    return 'no objection'
  } catch (error) {
    return String(error)
  }
}
