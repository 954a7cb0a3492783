/** What the SDK costs: the bytes that a page loads, and the work that checking a program is to TypeScript. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const LEVEL = 9

/** The bytes of a program with all that it imports, openapi-fetch included, minified and compressed. */
async function bytesOf(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: here('../../src') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2023',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: LEVEL }).length
}

/** A line of `tsc --extendedDiagnostics` about the consumer. */
async function typeCost(): Promise<(name: string) => number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    here('../../node_modules/typescript/bin/tsc'),
    '-p',
    here('tsconfig.json'),
    '--extendedDiagnostics',
  ])
  return name => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN)
}

const [whole, narrow, cost] = await Promise.all([
  bytesOf(`export { Latchkey } from './index.ts'`),
  bytesOf(`import { createLatchkey, meResource, ordersResource } from './index.ts'
    export const shopOf = options => createLatchkey(options, [meResource, ordersResource])`),
  typeCost(),
])

// Time is for information: machines differ. The rest is the same everywhere.
const figures: [what: string, figure: number, unit: string, most?: number][] = [
  // The goal is 8,000, of which openapi-fetch takes 2,280.
  ['Latchkey, minified and gzipped', whole, 'bytes', 8_790],
  ['createLatchkey with two resources', narrow, 'bytes', whole - 1000],
  ['types of a small program', cost('Instantiations'), 'instantiations', 25_000],
  ['checking it', cost('Check time'), 's'],
]
for (const [what, figure, unit, most] of figures) {
  const isMet = most === undefined || figure <= most
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}: ${figure} ${unit}${most === undefined ? '' : ` (at most ${most})`}`)
  if (!isMet) process.exitCode = 1
}
