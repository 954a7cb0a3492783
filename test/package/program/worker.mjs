/**
 * For workerd, bundled as users bundle a worker. Without the mock, which compiles the schemas of the contract at run
 * time: workerd does not run generated code.
 */
import * as sdk from 'latchkey'
import { report } from './program.mjs'

export default {
  async test(_controller, { BASES }) {
    console.log(await report(sdk, undefined, JSON.parse(BASES)))
  },
}
