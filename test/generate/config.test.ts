/** `latchkey.config.ts`: how it is found, read and checked. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CliError } from '../../src/cli/cli-error.ts'
import { readConfig } from '../../src/cli/generate/config.ts'
import { type Config, defineConfig } from '../../src/config.ts'
import { PROGRAM } from '../program.ts'

const root = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder = ''
let count = 0
beforeEach(() => {
  folder = join(root, String(++count))
  mkdirSync(folder)
})

function config(text: string, name = 'latchkey.config.mjs'): Promise<unknown> {
  const path = join(folder, name)
  writeFileSync(path, text)
  return readConfig(path)
}

async function messageOf(text: string, name?: string): Promise<string> {
  const error: unknown = await config(text, name).catch((error: unknown) => error)
  if (error instanceof CliError) return `${error.message}\n${error.hint}`
  throw new Error('It was not refused.', { cause: error })
}

describe('paths are relative to the configuration', () => {
  const documents = {
    documents: [{ file: 'a.yaml', overlays: ['b.yaml', 'https://example.test/c.yaml'], out: 'src/api' }],
  }
  test.each([
    ['latchkey.config.json', JSON.stringify(documents)],
    ['latchkey.config.mjs', `export default ${JSON.stringify(documents)}`],
    ['latchkey.config.js', `module.exports = ${JSON.stringify(documents)}`],
    [
      'latchkey.config.ts',
      `const config: { documents: object[] } = ${JSON.stringify(documents)}\nexport default config`,
    ],
  ])('in %s', async (name, text) => {
    expect(await config(text, name)).toEqual([
      {
        file: join(folder, 'a.yaml'),
        overlays: [join(folder, 'b.yaml'), 'https://example.test/c.yaml'],
        out: join(folder, 'src/api'),
      },
    ])
  })
})

describe('a mistake is named', () => {
  test.each([
    ['no default export', 'export const x = 1', /default export must have `documents`/],
    ['no documents', 'export default { documents: [] }', /at least one document/],
    ['no file', 'export default { documents: [{ out: "x" }] }', /documents\[0\] must have `file`/],
    ['no folder', 'export default { documents: [{ file: "x" }] }', /documents\[0\] must have `out`/],
    [
      'a misspelled member',
      'export default { documents: [{ file: "x", out: "y", overlay: [] }] }',
      /`overlay`.*`overlays`/,
    ],
    ['a text for a list', 'export default { documents: [{ file: "x", out: "y", overlays: "z" }] }', /list of paths/],
    ['a thrown error', 'throw new Error("boom")', /cannot be loaded: boom/],
  ])('%s', async (_, text, message) => {
    expect(await messageOf(text)).toMatch(message)
  })

  test('invalid JSON', async () => {
    expect(await messageOf('{', 'latchkey.config.json')).toMatch(/latchkey\.config\.json cannot be loaded/)
  })
})

describe('the command', () => {
  const bin = PROGRAM
  /** What it prints to stderr. It exits with 2. */
  const refusal = () => {
    const { status, stderr } = spawnSync(process.execPath, [bin, 'generate'], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(2)
    return stderr
  }

  test('says what to write if there is no configuration', () => {
    expect(refusal()).toContain('latchkey.config.ts')
  })

  test('reads TypeScript', () => {
    const text = 'const file: string = "nope.yaml"\nexport default { documents: [{ file, out: "api" }] }\n'
    writeFileSync(join(folder, 'latchkey.config.ts'), text)
    expect(refusal()).toContain('nope.yaml\n  The file cannot be read')
  })

  test('says where a syntax error is', () => {
    writeFileSync(join(folder, 'latchkey.config.mjs'), 'export default {\n  documents: [,,}\n}')
    expect(refusal()).toMatch(/latchkey\.config\.mjs cannot be loaded: .*\nIt is at latchkey\.config\.mjs:2\./)
  })
})

test('defineConfig returns its argument, and its types refuse what is not known', () => {
  const config: Config = { documents: [{ file: 'a.yaml', out: 'api' }] }
  expect(defineConfig(config)).toBe(config)
  // @ts-expect-error `overlay` is not a member
  defineConfig({ documents: [{ file: 'a.yaml', out: 'api', overlay: [] }] })
})
