/** TypeScript programs that use the packed package, checked with the strictest options. */
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, inject, it } from 'vitest'
import { run } from './run.ts'
import { compilers } from './runtimes.ts'

const { project } = inject('packed')
const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project with the optional peers of the package, because the types of the mock refer to their types. */
const withPeers = join(project, 'with-peers')

const modes = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  // The module format of bundlers that also supports `require`.
  ['preserve', 'bundler'],
]

beforeAll(() => {
  cpSync(join(project, 'node_modules'), join(withPeers, 'node_modules'), { recursive: true })
  cpSync(new URL('consumers', import.meta.url), withPeers, { recursive: true })
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const peer of Object.keys(peerDependencies)) {
    const link = join(withPeers, 'node_modules', peer)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', peer), link)
  }
})

describe.each(Object.entries(compilers))('%s', (_, tsc) => {
  it.each(modes)(
    'compiles programs that use the package, as module %s with resolution %s',
    async (module, resolution) => {
      const files = ['sdk.mts', 'sdk.cts', 'mock.mts', 'mock.cts']
      await compile(tsc, withPeers, [...files, '--lib', 'ES2023,DOM,ESNext.Disposable'], module, resolution)
    },
  )
})

it.each(modes)('the SDK needs no peer: module %s, resolution %s', async (module, resolution) => {
  const files = ['sdk.mts', 'sdk.cts']
  await compile(compilers['TypeScript 7'], project, [...files, '--lib', 'ES2023,DOM'], module, resolution)
})

/** The declarations of the package are checked too, without the types of Node. */
async function compile(tsc: string, cwd: string, args: readonly string[], module = '', resolution = ''): Promise<void> {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false']
  const target = ['--noEmit', '--target', 'es2022', '--module', module, '--moduleResolution', resolution]
  await run(process.execPath, [tsc, ...strict, ...target, ...args], { cwd })
}
