/** A disk that is full for a while: partial writes do no damage once there is space again. */
import type * as Fs from 'node:fs'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { Snapshot } from '../../mock/engine/snapshot.ts'
import { Journal } from '../../mock/server/state/journal.ts'
import { readJournal } from '../../mock/server/state/read-journal.ts'
import { StateFile } from '../../mock/server/state/state-file.ts'
import { open } from './serving.ts'

const disk = vi.hoisted(() => ({ isFull: false }))
vi.mock('node:fs', async original => {
  const fs = await original<typeof Fs>()
  const writeSync = (descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number) => {
    if (!disk.isFull) return fs.writeSync(descriptor, bytes, offset, length, position)
    fs.writeSync(descriptor, bytes, offset, 7, position)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  return { ...fs, writeSync }
})

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(() => {
  disk.isFull = false
})

const HEADER = { format: 'latchkey state', version: 2, system: 'standard', contract: '' }

function contentOf(file: string) {
  const content = readJournal(file)
  return content === 'empty' ? undefined : content
}

test('a partial line is removed before the next line is written', () => {
  const file = join(directory, 'a.state')
  const journal = new Journal(file, HEADER, 'state')
  journal.append('one')
  disk.isFull = true
  expect(() => journal.append('two')).toThrow('ENOSPC')
  expect(() => journal.append('two')).toThrow('ENOSPC')
  expect(readJournal(file)).toMatchObject({ turns: ['one'], isTorn: true })
  disk.isFull = false
  journal.append('three')
  expect(readJournal(file)).toEqual({ header: HEADER, snapshot: 'state', turns: ['one', 'three'], isTorn: false })
})

test('a file that cannot be rewritten is unchanged, and no temporary file is left', () => {
  const file = join(directory, 'b.state')
  const journal = new Journal(file, HEADER, 'state')
  journal.append('one')
  const bytes = readFileSync(file)
  disk.isFull = true
  expect(() => journal.rewrite(HEADER, 'other state')).toThrow('ENOSPC')
  expect(readFileSync(file)).toEqual(bytes)
  expect(() => readFileSync(`${file}.new`)).toThrow('ENOENT')
  disk.isFull = false
  journal.append('two')
  expect(contentOf(file)?.turns).toEqual(['one', 'two'])
})

test('while the disk is full nothing is changed, reading goes on, and changes are saved once there is space', async () => {
  const file = join(directory, 'c.state')
  const state = new StateFile(file)
  const server = await open({ state, onChange: change => state.changed(change) })
  const { headers } = server.mock.signIn('admin')
  await state.saved()
  const create = async (name: string) =>
    (await server.ask('POST /api/v1/api-keys', { headers: { ...headers }, body: { name } })).status
  disk.isFull = true
  expect([await create('One'), await create('Two'), await create('Three')]).toEqual([503, 503, 503])
  const { status, body } = await server.ask('GET /api/v1/api-keys', { headers: { ...headers } })
  expect([status, body.data]).toEqual([200, []])
  expect(server.printed.err.match(/cannot be written \(ENOSPC\)/g)).toHaveLength(3)
  disk.isFull = false
  expect(await create('Four')).toBe(201)
  await server.close()
  state.close()
  const snapshot = contentOf(file)?.snapshot as Snapshot
  const names = snapshot.records.flatMap(({ resource, row }) => (resource === 'ApiKey' ? [row.name] : []))
  expect(names).toEqual(['Four'])
})
