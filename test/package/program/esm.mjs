/** For runtimes that import modules: the report is the last line. The variable BASES has the base URLs as JSON. */
import * as sdk from 'latchkey'
import * as mocking from 'latchkey/mock'
import { report } from './program.mjs'

console.log(await report(sdk, mocking, JSON.parse(process.env.BASES)))
