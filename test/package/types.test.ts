/** TypeScript programs that use the packed package, checked with the strictest options. */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, inject, it } from 'vitest'
import { run } from './run.ts'
import { compilers, untilInstalled } from './runtimes.ts'

await untilInstalled()
const { project } = inject('packed')
const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project with the optional peers of the package, because the types of the mock refer to their types. */
const withPeers = join(project, 'with-peers')

const modes = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  // The module format of bundlers that also supports `require`.
  ['preserve', 'bundler'],
] as const

/** The same in the layout of pnpm: a project finds only its own dependencies, and a package only those of the package. */
const withPnpm = join(project, 'with-pnpm')

beforeAll(() => {
  for (const folder of [withPeers, withPnpm]) cpSync(new URL('consumers', import.meta.url), folder, { recursive: true })
  cpSync(join(project, 'node_modules'), join(withPeers, 'node_modules'), { recursive: true })
  const store = join(withPnpm, 'node_modules/.pnpm')
  for (const name of ['latchkey', 'openapi-fetch', 'openapi-typescript-helpers'])
    cpSync(join(project, 'node_modules', name), join(store, name, 'node_modules', name), { recursive: true })
  link(join(store, 'latchkey/node_modules/latchkey'), withPnpm)
  link(join(store, 'openapi-fetch/node_modules/openapi-fetch'), join(store, 'latchkey'))
  link(join(store, 'openapi-typescript-helpers/node_modules/openapi-typescript-helpers'), join(store, 'openapi-fetch'))
  for (const peer of ['msw', 'vitest'])
    for (const folder of [withPeers, withPnpm, join(store, 'latchkey')]) link(join(root, 'node_modules', peer), folder)
})

/** Links a package into the `node_modules` of a folder. */
function link(target: string, folder: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(target, join(folder, 'node_modules', basename(target)))
}

const names = Object.keys(compilers) as (keyof typeof compilers)[]
const isSweep = inject('isSweep')

// Each takes seconds, so the older compilers have one mode each in the sample.
const allPrograms = names.flatMap(name => modes.map(mode => [name, ...mode] as const))
const programs = allPrograms.filter(
  ([name, module]) => name === 'TypeScript 7' || module === (name === 'TypeScript 6' ? 'nodenext' : 'preserve'),
)

it.each(isSweep ? allPrograms : programs)(
  '%s compiles programs that use the package, as module %s with resolution %s',
  async (name, ...mode) => {
    const files = ['sdk.mts', 'sdk.cts', 'mock.mts', 'mock.cts']
    await compile(compilers[name], withPeers, [...files, '--lib', 'ES2023,DOM,ESNext.Disposable'], ...mode)
  },
)

it.each(isSweep ? modes : modes.slice(1, 2))('the SDK needs no peer: module %s, resolution %s', async (...mode) => {
  const files = ['sdk.mts', 'sdk.cts']
  await compile(compilers['TypeScript 7'], project, [...files, '--lib', 'ES2023,DOM'], ...mode)
})

// Source: drwpow/openapi-fetch #8
// Source: graffle-js/graffle #1496
// In the layout of pnpm, more types have no name that a declaration could refer to.
const layouts = [
  ['pnpm', withPnpm],
  ['npm', withPeers],
] as const
const allDeclarations = names.flatMap(name => layouts.map(layout => [name, ...layout] as const))
const declarations = allDeclarations.filter(([name]) => name === 'TypeScript 7')

it.each(isSweep ? allDeclarations : declarations)(
  '%s emits the declarations of a library that exports clients and mocks, installed by %s',
  async (name, _, cwd) => {
    const out = join('out', name)
    const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', '.', '--outDir', out]
    const lib = ['--lib', 'ES2023,DOM,ESNext.Disposable']
    const mode = ['nodenext', 'nodenext'] as const
    await compile(compilers[name], cwd, ['declarations.mts', ...lib, ...emit, '--skipLibCheck'], ...mode)
    // The emitted file finds everything that it imports.
    await compile(compilers['TypeScript 7'], cwd, [join(out, 'declarations.d.mts'), ...lib], ...mode)
  },
)

/** The declarations of the package are checked too, without the types of Node. */
async function compile(
  tsc: string,
  cwd: string,
  args: readonly string[],
  module: string,
  resolution: string,
): Promise<void> {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false']
  const target = ['--noEmit', '--target', 'es2022', '--module', module, '--moduleResolution', resolution]
  await run(process.execPath, [tsc, ...strict, ...target, ...args], { cwd })
}
