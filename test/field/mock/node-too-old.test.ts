/** "With Node 20 the server starts, and then answers 500 to everything." */
// Source: obsidianmd/obsidian-headless #35, SignalK/signalk-server #166
import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { nodeVersionProblem } from '../../../mock/api/node-version.ts'
import { createMock } from '../../../mock/index.ts'
import { Latchkey } from '../../server/process.ts'

afterEach(() => vi.unstubAllGlobals())

const useVersions = (versions: Readonly<Record<string, string>>) => vi.stubGlobal('process', { ...process, versions })

test.each(['18.20.8', '20.20.2', '22.11.0'])('createMock says which version it needs, not %s', node => {
  useVersions({ node })
  expect(() => createMock()).toThrow(`latchkey needs Node.js 22.12 or later, and this is ${node}.`)
})

test.each([
  { node: '22.12.0' },
  { node: '23.0.0' },
  { node: '20.0.0', bun: '1.4.5' },
  { node: '20.0.0', deno: '2.9.6' },
  {},
])('no problem with %j', versions => {
  useVersions(versions)
  expect(nodeVersionProblem()).toBeUndefined()
})

test('the version is that of package.json', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  useVersions({ node: engines.node.replace('>=', '') })
  expect(nodeVersionProblem()).toBeUndefined()
})

test.each([['mock'], ['--help'], []])('the program prints one line and ends: latchkey %s', async (...args) => {
  const code = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })"
  const program = new Latchkey(args, { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` })
  expect(await program.ended()).toBe(1)
  expect(program.err).toBe('error: latchkey needs Node.js 22.12 or later, and this is 20.20.2.\n')
  expect(program.out).toBe('')
})
