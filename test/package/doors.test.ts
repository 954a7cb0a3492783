/** What the tools for packages say of the tarball. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, it } from 'vitest'
import { run } from './run.ts'

const { tarball } = inject('packed')
const root = fileURLToPath(new URL('../..', import.meta.url))

const { exports } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { exports: Record<string, unknown> }

/** The doors of code and types; the others are JSON files. */
const doors = Object.entries(exports).filter((door): door is [string, object] => typeof door[1] === 'object')
const requirable = doors.flatMap(([name, door]) => ('require' in door ? [name] : []))
const modules = doors.flatMap(([name]) => (requirable.includes(name) ? [] : [name]))

it('publint finds nothing to improve', async () => {
  const { buffer } = new Uint8Array(readFileSync(tarball))
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true, level: 'suggestion' })
  expect(messages.map(message => formatMessage(message, pkg))).toEqual([])
})

// The profile leaves out what TypeScript did before package.json had exports: no Node that runs the package is as old.
it('attw finds the types of what can be required right', async () => {
  expect(requirable).toEqual(['.'])
  await attw('node16', requirable)
})

// MSW, which the mock is for, is made of modules alone; so is the mock. CommonJS imports it, and nothing else is left out.
it('attw finds the types of modules right', async () => {
  expect(modules).toContain('./mock')
  await attw('esm-only', modules)
})

async function attw(profile: string, entrypoints: readonly string[]): Promise<void> {
  const args = [tarball, '--profile', profile, '--format', 'ascii', '--no-emoji', '--entrypoints', ...entrypoints]
  await run(`${root}/node_modules/.bin/attw`, args)
}
