/** Each example in the docstrings of the SDK compiles. */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { errorsOf } from '../compile.ts'

const ROOT = join(import.meta.dirname, '../..')
mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the examples use without declaring it. */
const CONTEXT = `
import * as latchkey from 'latchkey'
import {
  type AnyLatchkey, createClient, createLatchkey, isLatchkeyError, Latchkey, LatchkeyError, meResource, openTelemetry,
  ordersResource, type Problem, type Secret, type UnknownRefusal, warehouse,
} from 'latchkey'
declare const id: string
declare const baseUrl: string
declare const session: Secret
declare const error: unknown
declare const vault: { put(secret: string): Promise<void> }
export const used: unknown[] = [
  latchkey, createClient, createLatchkey, isLatchkeyError, Latchkey, LatchkeyError, meResource, openTelemetry,
  ordersResource, warehouse, id, baseUrl, session, error, vault,
]
export type Used = [AnyLatchkey, Problem, UnknownRefusal]
`

/** The examples of a file. One with an ellipsis is not complete. */
function examplesIn(file: string): string[] {
  const docstrings = readFileSync(join(ROOT, file), 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return docstrings.flatMap(docstring => {
    const [, example = ''] = docstring.split('@example\n')
    const code = example.replace(/\s*\*\/$/, '').replace(/^ *\* ?/gm, '')
    return code.trim() === '' || /\/\/ \.\.\. a case/.test(code) ? [] : [code]
  })
}

function programOf(example: string): string {
  const lines = example.split('\n')
  const isImport = (line: string) => line.startsWith('import ')
  const declares = (name: string) => new RegExp(`\\bconst (\\{[^}]*\\b)?${name}\\b`).test(example)
  return [
    ...lines.filter(isImport),
    CONTEXT,
    ...(declares('shop') ? [] : ["declare const shop: Latchkey<'standard'>"]),
    ...(declares('key') ? [] : ['declare const key: { readonly id: string; readonly secret: Secret }']),
    'export async function example() {',
    ...lines.filter(line => !isImport(line)),
    '}',
  ].join('\n')
}

test('each example compiles', async () => {
  const files = globSync('src/sdk/**/*.ts', { cwd: ROOT, exclude: ['src/sdk/generated/**'] }).flatMap(file =>
    examplesIn(file).map((example, index) => {
      const path = join(folder, `${basename(file, '.ts')}-${index}.ts`)
      writeFileSync(path, programOf(example))
      return path
    }),
  )
  expect(files.length).toBeGreaterThan(12)
  expect(await errorsOf(folder, ['*.ts'], { noUnusedLocals: false })).toEqual([])
})
