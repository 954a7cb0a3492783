/** `latchkey docs`: the reference of a document, with its rules. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { CliError } from '../../src/cli/cli-error.ts'
import { runDocs } from '../../src/cli/docs/run-docs.ts'
import { NOTES } from './notes.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
const file = join(folder, 'notes.yaml')
const out = join(folder, 'reference')
afterAll(() => rmSync(folder, { recursive: true }))

const RULES = `      x-latchkey:
        lifecycle:
          field: state
          initial: open
          transitions: { close: { from: [open], to: closed } }
        limits: [{ count: { state: [open] }, per: account, max: 2, refuse: too_many_notes }]
`
const STATE = `        text: { type: string, description: "</script><b>bold</b>" }
        state: { type: string, enum: [open, closed] }
`

const UPDATE = `    patch:
      operationId: updateNote
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '200': { description: Updated, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
`

beforeEach(() => {
  rmSync(out, { recursive: true, force: true })
  const ruled = NOTES.replace('      title: Note\n', `      title: Note\n${RULES}`)
  writeFileSync(
    file,
    ruled.replace('        text: { type: string }\n', STATE).replace('components:\n', `${UPDATE}components:\n`),
  )
})

/** The built documentation takes a minute. The page needs two of its files. */
const documentation = {
  has: async () => true,
  read: async (path: string) => new TextEncoder().encode(`/* ${path} */`),
}

/** What the page gives to Redoc. */
function shownDocument(): string {
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)]
  expect(scripts).toHaveLength(1)
  let shown = ''
  const init = (document: unknown) => {
    shown = JSON.stringify(document)
  }
  vm.runInNewContext(scripts[0]?.[1] ?? '', { init, document: { getElementById: () => null } })
  return shown
}

test('it writes a folder that loads nothing from elsewhere', async () => {
  await runDocs(file, { out }, documentation)
  expect(readdirSync(out).sort()).toEqual(['index.html', 'licenses.txt', 'redoc.js'])
  expect(readFileSync(join(out, 'redoc.js'), 'utf8')).toContain('assets/redoc.js')
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual(['redoc.js'])
})

test('rules are explained, and lifecycles are drawn', async () => {
  await runDocs(file, { out }, documentation)
  const shown = shownDocument()
  expect(shown).toContain('At most **2**')
  expect(shown).toContain('`too_many_notes`: it leads to states that a limit of `Note` counts')
  expect(shown).toContain('<svg')
  expect(shown).toContain('</script><b>bold</b>')
})

test('it writes nothing if the document is wrong, and into no file of the user', async () => {
  const error = (options: Parameters<typeof runDocs>) => runDocs(...options).catch((error: unknown) => error)
  await runDocs(file, { out }, documentation)
  writeFileSync(file, 'openapi: [')
  const page = readFileSync(join(out, 'index.html'), 'utf8')
  expect(await error([file, { out }, documentation])).toBeInstanceOf(CliError)
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe(page)
  writeFileSync(file, NOTES)
  writeFileSync(join(out, 'index.html'), 'mine')
  expect(await error([file, { out }, documentation])).toMatchObject({ message: expect.stringContaining('index.html') })
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('mine')
})
