/** For workerd, bundled as users bundle a worker. */
import * as sdk from 'latchkey'
import * as mocking from 'latchkey/mock'
import { report } from './program.mjs'

export default {
  async test(_controller, { BASES }) {
    console.log(await report(sdk, mocking, JSON.parse(BASES)))
  },
}
