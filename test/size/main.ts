/** The size of the SDK in a page, and the work of TypeScript to check a program that uses it. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bytesOf, MOST } from './bytes.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const src = here('../../src')

/** The figures of `tsc --extendedDiagnostics` for the consumer, by name. */
async function typeCost(): Promise<(name: string) => number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    here('../../node_modules/typescript/bin/tsc'),
    '-p',
    here('tsconfig.json'),
    '--extendedDiagnostics',
  ])
  return name => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN)
}

const [whole, oneFile, oneSystem, narrow, cost] = await Promise.all([
  bytesOf(`export { Latchkey } from './index.ts'`, src),
  bytesOf(`export { Latchkey } from './index.ts'`, src, false),
  bytesOf(
    `import { createClient, warehouse } from './index.ts'
    export const shopOf = options => createClient(warehouse, options)`,
    src,
  ),
  bytesOf(
    `import { createLatchkey, meResource, ordersResource } from './index.ts'
    export const shopOf = options => createLatchkey(options, [meResource, ordersResource])`,
    src,
  ),
  typeCost(),
])

// The time is for information, because machines differ. The other figures are the same everywhere.
const figures: [what: string, figure: number, unit: string, most?: number][] = [
  ['Latchkey, minified and gzipped', whole.atOnce, 'bytes', MOST.atOnce],
  ['what it loads with the first rotation and the first call of the bare client', whole.later, 'bytes', MOST.later],
  ['both in one file', oneFile.atOnce, 'bytes', MOST.oneFile],
  ['createClient with one system', oneSystem.atOnce, 'bytes', MOST.oneSystem],
  ['createLatchkey with two resources', narrow.atOnce, 'bytes', whole.atOnce - 250],
  ['types of a small program', cost('Instantiations'), 'instantiations', 25_000],
  ['checking it', cost('Check time'), 's'],
]
for (const [what, figure, unit, most] of figures) {
  const isMet = most === undefined || figure <= most
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}: ${figure} ${unit}${most === undefined ? '' : ` (at most ${most})`}`)
  if (!isMet) process.exitCode = 1
}
