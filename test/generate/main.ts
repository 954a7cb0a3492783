/**
 * `npm run generate:sample`: generates from each document of the sample (or from those that are passed), compiles it, and
 * calls one operation through the client and the mock.
 */
import { SAMPLE } from '../world/sample.ts'
import { tryDocuments } from './try-documents.ts'

const files = process.argv.length > 2 ? process.argv.slice(2) : SAMPLE
const outcomes = [...(await tryDocuments(files))]
for (const [file, problem] of outcomes) if (problem !== undefined) console.log(`${file}\n  ${problem}`)
const passed = outcomes.filter(([, problem]) => problem === undefined)
console.log(`${passed.length} of ${outcomes.length} documents: generated, compiled and called`)
if (passed.length < outcomes.length) process.exitCode = 1
