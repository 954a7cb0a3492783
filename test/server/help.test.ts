import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { Latchkey } from './process.ts'

const run = promisify(execFile)
const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

async function help(...args: readonly string[]): Promise<string> {
  const latchkey = new Latchkey([...args, '--help'])
  expect(await latchkey.ended()).toBe(0)
  expect(latchkey.err).toBe('')
  return latchkey.out
}

test('latchkey --help lists the command and refers to its help', async () => {
  const text = await help()
  expect(text).toContain('latchkey mock --help')
  expect(text).toContain('Run a mock server')
})

test('latchkey mock --help lists every option in groups, on lines of at most 120 characters', async () => {
  const text = await help('mock')
  const options = (createProgram().commands[0]?.options ?? []).filter(({ hidden }) => !hidden)
  expect(options.length).toBeGreaterThan(17)
  for (const { long } of options) expect(text).toContain(long)
  for (const group of [
    'System:',
    'Your own document:',
    'Server:',
    'Clock and seed:',
    'Fault injection:',
    'State:',
    'Output:',
  ])
    expect(text).toContain(group)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
})

describe('the examples of latchkey mock --help', () => {
  let text = ''
  beforeAll(async () => {
    text = await help('mock')
  })

  const examples = () => [...text.matchAll(/^ {2}\$ (.*?)(?: {2,}.*)?$/gm)].map(([, command = '']) => command.trim())

  test('each command that starts a server works', async () => {
    const starts = examples().filter(command => command.startsWith('latchkey mock'))
    expect(starts.length).toBeGreaterThan(4)
    for (const command of starts) {
      // The port may be in use, and the file must not be written to the repository.
      const own = command.replace('openapi.yaml', 'openapi/generated/standard.json')
      const args = own.replace('shop.state', join(directory, 'shop.state')).split(' ').slice(1)
      const latchkey = await new Latchkey([...args, '--port', '0']).listening()
      latchkey.signal('SIGTERM')
      expect([command, await latchkey.ended()]).toEqual([command, 0])
    }
  })

  test('each curl line succeeds', async () => {
    const calls = examples().filter(command => command.startsWith('curl'))
    expect(calls.length).toBeGreaterThan(3)
    const latchkey = await Latchkey.mock()
    const { host } = new URL(latchkey.origin)
    for (const call of calls) {
      const script = `${call.replaceAll('localhost:4010', host)} -sS --fail-with-body -o /dev/null -w '%{http_code}'`
      const { stdout } = await run('bash', ['-c', script])
      expect([call, stdout]).toEqual([call, expect.stringMatching(/^20[014]$/)])
    }
    latchkey.signal('SIGTERM')
    expect(await latchkey.ended()).toBe(0)
  })
})
