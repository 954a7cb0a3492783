/** What a start keeps of a document, and when the next start may use it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DocumentCache } from '../../src/cli/cache/document-cache.ts'
import { type FileOptions, loadFile } from '../../src/cli/load-system.ts'

let folder: string
let file: string
let kept: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cache-'))
  file = join(folder, 'pets.json')
  kept = join(folder, 'cache')
  write('Pets')
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(title: string, schema: unknown = { $ref: 'pet.json' }): void {
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: '', content } }
  const paths = { '/pets/{id}': { get: { parameters: [{ in: 'path', name: 'id', required: true }], responses } } }
  writeFileSync(join(folder, 'pet.json'), '{ "type": "object", "properties": { "id": { "type": "string" } } }')
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title, version: '1' }, paths }))
}

const load = (build = '1', options: FileOptions = {}) =>
  loadFile(file, { cache: new DocumentCache(kept, build), ...options })

/** Only a system that was read just now can be kept. */
const isRead = async (...args: Parameters<typeof load>) => (await load(...args)).keep !== undefined

async function start(): Promise<void> {
  const { keep } = await load()
  keep?.()
}

const entries = () => readdirSync(kept).map(name => join(kept, name))

test('a second start has the same system without reading the document', async () => {
  const first = await load()
  first.keep?.()
  const second = await load()
  expect(second.keep).toBeUndefined()
  const { contract, inference, warnings, files } = second
  const plain = JSON.stringify({ contract, inference, warnings, files })
  expect(JSON.parse(plain)).toEqual(
    JSON.parse(
      JSON.stringify({
        contract: first.contract,
        inference: first.inference,
        warnings: first.warnings,
        files: first.files,
      }),
    ),
  )
  expect(await second.document()).toBe(await first.document())
})

test('warnings keep their places', async () => {
  write('Pets', { type: 'text' })
  const [warning] = (await load()).warnings ?? []
  await start()
  const [again] = (await load()).warnings ?? []
  expect(again?.places[0]).toMatchObject({ line: warning?.places[0]?.line, column: warning?.places[0]?.column })
  expect(again?.places[0]?.column).toBeGreaterThan(1)
})

test('a change of any of its files is read, also of the same length at the same time', async () => {
  await start()
  for (const path of [file, join(folder, 'pet.json')]) {
    expect(await isRead()).toBe(false)
    const text = readFileSync(path, 'utf8')
    const { atime, mtime } = statSync(path)
    writeFileSync(
      path,
      text.replace(/Pets|"string"/, word => (word === 'Pets' ? 'Dogs' : '"number"')),
    )
    utimesSync(path, atime, mtime)
    expect(await isRead()).toBe(true)
    writeFileSync(path, text)
  }
})

test('an entry is only for the same build and the same options of reading', async () => {
  await start()
  expect(await isRead('2')).toBe(true)
  expect(await isRead('1', { allowRefs: true })).toBe(true)
  expect(await isRead('1', { validate: false, strict: true })).toBe(false)
  const { contract } = await load('1', { validate: false, strict: true })
  expect(contract.lenient).toEqual({ makesUpRecords: false, checksRequests: false })
})

test('a damaged entry is ignored', async () => {
  await start()
  const [entry = ''] = entries()
  const whole = readFileSync(entry)
  const damaged = Buffer.from(whole)
  damaged[whole.length - 200] = (damaged[whole.length - 200] ?? 0) ^ 1
  for (const content of [damaged, whole.subarray(0, whole.length / 2), Buffer.alloc(0), Buffer.from('null\nnull')]) {
    writeFileSync(entry, content)
    expect(await isRead()).toBe(true)
  }
  writeFileSync(entry, whole)
  expect(await isRead()).toBe(false)
})

test('a document with a reference to a file that does not exist is not kept', async () => {
  write('Pets', { $ref: 'missing.json' })
  await start()
  expect(await isRead()).toBe(true)
})

test('only the user can read what is kept, and old entries are removed', async () => {
  for (let count = 0; count < 25; count++) {
    const { keep } = await load(String(count))
    keep?.()
  }
  expect(entries()).toHaveLength(20)
  if (process.platform !== 'win32')
    expect(entries().map(path => statSync(path).mode & 0o777)).toEqual(Array(20).fill(0o600))
})

test('a start works without a folder that can be written', async () => {
  writeFileSync(kept, '')
  await start()
  expect(await isRead()).toBe(true)
})

test('nothing is kept from the sources of the package', () => {
  expect(DocumentCache.open()).toBeUndefined()
})
