/**
 * For workerd, bundled as the user of a worker does. Without the mock, which compiles the schemas of the contract at run
 * time: workerd runs no code that is made there.
 */
import * as sdk from 'latchkey'
import { report } from './program.mjs'

export default {
  async test(_controller, { BASES }) {
    console.log(await report(sdk, undefined, JSON.parse(BASES)))
  },
}
