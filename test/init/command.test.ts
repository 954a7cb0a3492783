/** `latchkey init` as a process, and the story of the README with it: a limit, and the sixth request. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from '../server/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-init-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [, TODOS = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? []

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function run(...args: readonly string[]) {
  const command = new Latchkey(['init', ...args])
  const code = await command.ended()
  return { code, out: command.out, err: command.err }
}

test('with a limit and no records at first, the sixth todo is refused', async () => {
  const todos = write('todos.yaml', TODOS)
  const overlay = join(folder, 'todos.overlay.yaml')
  const { code, out } = await run(todos)
  expect(out).toContain(
    'todos.overlay.yaml says what 4 of 4 operations do, with 0 guesses and 2 questions in comments.',
  )
  expect(code).toBe(0)
  const written = readFileSync(overlay, 'utf8')
  expect(written).toContain('\nextends: todos.yaml\n')
  expect(written).toMatch(
    /^# yaml-language-server: \$schema=node_modules\/latchkey\/openapi\/generated\/schema\/overlay\.json\n/,
  )

  const statuses = async (...args: readonly string[]) => {
    const server = await Latchkey.mock(...args)
    const found: number[] = []
    try {
      for (let index = 0; index < 6; index++) found.push((await server.ask('POST', '/todos', { title: 'Milk' })).status)
    } finally {
      server.signal('SIGTERM')
      await server.ended()
    }
    return found
  }
  expect(await statuses(overlay)).toEqual([201, 201, 201, 201, 201, 201])
  writeFileSync(overlay, written.replace('# limits:', 'limits:').replace('# seed:', 'seed:'))
  expect(await statuses(overlay)).toEqual([201, 201, 201, 201, 201, 409])
})

test('the schema of the package is named if it is installed', async () => {
  mkdirSync(join(folder, 'node_modules/latchkey/openapi/generated/schema'), { recursive: true })
  write('node_modules/latchkey/openapi/generated/schema/overlay.json', '{}')
  mkdirSync(join(folder, 'apis/rules'), { recursive: true })
  const file = write('apis/list.yaml', TODOS)
  expect((await run(file, '--out', join(folder, 'apis/rules/list.yaml'))).code).toBe(0)
  const text = readFileSync(join(folder, 'apis/rules/list.yaml'), 'utf8')
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/latchkey\/openapi\/generated\/schema\/overlay\.json\n/,
  )
  expect(text).toContain('\nextends: ../list.yaml\n')
})

test('another overlay is applied before', async () => {
  const file = write('before.yaml', TODOS)
  const without =
    'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n  - { target: "$.paths[\'/todos\'].post", remove: true }\n'
  const { out } = await run(file, '--overlay', write('less.yaml', without))
  expect(out).toContain('says what 3 of 3 operations do')
})

test('a file that is no overlay is never overwritten', async () => {
  const file = write('mine.yaml', TODOS)
  const { code, err } = await run(file, '--out', file)
  expect(code).toBe(2)
  expect(err).toContain('An Overlay document must have the root field `overlay`.')
  expect(readFileSync(file, 'utf8')).toBe(TODOS)
})

test.each([
  ['no file', [], 'missing required argument'],
  ['a file that is missing', ['nowhere.yaml'], 'there is no such file'],
  ['a strict document', ['openapi/openapi.yaml'], 'is a strict document'],
  ['a folder that is missing', [join(folder, 'todos.yaml'), '--out', join(folder, 'none/x.yaml')], 'cannot be written'],
])('%s is an error', async (_, args, says) => {
  const { code, err, out } = await run(...args)
  expect(err).toContain(says)
  expect(out).toBe('')
  expect(code).toBeGreaterThan(0)
})
