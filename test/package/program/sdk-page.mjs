/** For a page without the mock, which compiles the schemas of the contract at run time. */
import * as sdk from 'latchkey'
import { report } from './program.mjs'

globalThis.report = bases => report(sdk, undefined, bases)
