/** The packaging tools publint and attw check the entry points of the tarball. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, it } from 'vitest'
import { run } from './run.ts'

const { tarball } = inject('packed')
const root = fileURLToPath(new URL('../..', import.meta.url))

const { exports } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { exports: Record<string, unknown> }

/** The entry points that have code and types; the others are JSON files. */
const entryPoints = Object.entries(exports).filter((entry): entry is [string, object] => typeof entry[1] === 'object')
const requirable = entryPoints.flatMap(([name, conditions]) => ('require' in conditions ? [name] : []))
const esmOnly = entryPoints.flatMap(([name]) => (requirable.includes(name) ? [] : [name]))

it('publint has no suggestion', async () => {
  const { buffer } = new Uint8Array(readFileSync(tarball))
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true, level: 'suggestion' })
  expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
})

// The profile leaves out the module resolution from before package.json had exports: every supported Node reads them.
it('attw resolves the types of the entry points that CommonJS can require', async () => {
  expect(requirable).toEqual(['.'])
  await attw('node16', requirable)
})

// MSW is ESM only, and so is the mock. CommonJS loads it with `import()`.
it('attw resolves the types of the entry points that are ESM only', async () => {
  expect(esmOnly).toContain('./mock')
  await attw('esm-only', esmOnly)
})

async function attw(profile: string, entryPoints: readonly string[]): Promise<void> {
  const args = [tarball, '--profile', profile, '--format', 'ascii', '--no-emoji', '--entrypoints', ...entryPoints]
  await run(`${root}/node_modules/.bin/attw`, args)
}
