/** `latchkey generate --watch`. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PROGRAM } from '../program.ts'
import { NOTES } from './notes.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
const bin = PROGRAM
let child: ChildProcess | undefined

afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

test('it generates again when the document or an overlay changes, and keeps the files while there is a mistake', async () => {
  const overlay = (version: string) =>
    `overlay: 1.1.0\ninfo: { title: O, version: 1.0.0 }\nactions: [{ target: $.info, update: { version: ${version} } }]\n`
  writeFileSync(join(folder, 'notes.yaml'), NOTES)
  writeFileSync(join(folder, 'o.yaml'), overlay('2.0.0'))
  const args = [bin, 'generate', 'notes.yaml', '--overlay', 'o.yaml', '--out', 'api', '--watch']
  const watching = spawn(process.execPath, args, { cwd: folder })
  child = watching
  let printed = ''
  for (const stream of [watching.stdout, watching.stderr])
    stream.on('data', chunk => {
      printed += String(chunk)
    })
  const prints = async (text: string) => {
    while (!printed.includes(text)) {
      if (watching.exitCode !== null) throw new Error(`It ended:\n${printed}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    printed = ''
  }
  const contract = () => JSON.parse(readFileSync(join(folder, 'api/contract.json'), 'utf8'))

  await prints('Watching for changes')
  expect(contract()).toMatchObject({ title: 'Notes', version: '2.0.0' })
  writeFileSync(join(folder, 'notes.yaml'), NOTES.replace('title: Notes', 'title: Memos'))
  await prints('changed.')
  expect(contract().title).toBe('Memos')
  writeFileSync(join(folder, 'o.yaml'), 'overlay: [')
  await prints('stay as they are')
  expect(contract().version).toBe('2.0.0')
  writeFileSync(join(folder, 'o.yaml'), overlay('3.0.0'))
  await prints('changed.')
  expect(contract().version).toBe('3.0.0')

  watching.kill('SIGTERM')
  expect(await once(watching, 'exit')).toEqual([0, null])
})
