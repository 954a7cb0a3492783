/** What the SDK costs: the bytes that a page loads, and the work that checking a program is to TypeScript. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const LEVEL = 9

/**
 * The bytes that a page loads for a program with all that it imports, openapi-fetch included, minified and compressed file
 * by file, and the bytes of the files that it loads when they are first needed.
 */
async function bytesOf(program: string): Promise<{ atOnce: number; later: number }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: here('../../src') },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2023',
    outdir: 'out',
    metafile: true,
    write: false,
  })
  const size = (path: string) => {
    const file = outputFiles.find(file => file.path === resolve(path))
    return gzipSync(file?.contents ?? '', { level: LEVEL }).length
  }
  const paths = Object.keys(metafile.outputs)
  const imports = (path: string): string[] => [
    path,
    ...(metafile.outputs[path]?.imports ?? []).flatMap(({ kind, path }) =>
      kind === 'import-statement' ? imports(path) : [],
    ),
  ]
  const atOnce = new Set(paths.filter(path => metafile.outputs[path]?.entryPoint === '<stdin>').flatMap(imports))
  const sum = (some: Iterable<string>) => [...some].reduce((total, path) => total + size(path), 0)
  return { atOnce: sum(atOnce), later: sum(paths.filter(path => !atOnce.has(path))) }
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
  ['Latchkey, minified and gzipped', whole.atOnce, 'bytes', 8_000],
  ['what it loads with the first rotation and the first span', whole.later, 'bytes', 1_600],
  ['createLatchkey with two resources', narrow.atOnce, 'bytes', whole.atOnce - 250],
  ['types of a small program', cost('Instantiations'), 'instantiations', 25_000],
  ['checking it', cost('Check time'), 's'],
]
for (const [what, figure, unit, most] of figures) {
  const isMet = most === undefined || figure <= most
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}: ${figure} ${unit}${most === undefined ? '' : ` (at most ${most})`}`)
  if (!isMet) process.exitCode = 1
}
