/** The document at the start of the README, as a reader would try it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'
import { runWithDocument } from './run/own-document.ts'
import { snippetsOf } from './snippets.ts'

const folder = mkdtempSync(join(tmpdir(), 'readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a todo is found after POST, and gone after DELETE', async () => {
  const snippets = snippetsOf(readFileSync(join(ROOT, 'README.md'), 'utf8'))
  const document = snippets.find(({ language }) => language === 'yaml')?.source ?? ''
  const [commands] = snippets.filter(({ output }) => output !== undefined)
  if (!commands) throw new Error('The README has no commands.')
  expect(document.trim().split('\n').length).toBeLessThanOrEqual(22)
  writeFileSync(join(folder, 'todos.yaml'), document)
  await runWithDocument('todos.yaml', folder, commands)
})
