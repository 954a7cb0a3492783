/** For a page without the mock. */
import * as sdk from 'latchkey'
import { report } from './program.mjs'

globalThis.report = bases => report(sdk, undefined, bases)
