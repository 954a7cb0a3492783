/** What a start keeps of a document, and when the next start may use it. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { cacheFolder, privateFolder } from '../../src/cli/cache/cache-folder.ts'
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

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

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

test('the document is of the same files as the contract, also if they have changed or are gone', async () => {
  const overlay = join(folder, 'overlay.yaml')
  writeFileSync(
    overlay,
    'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { title: Mine } }]\n',
  )
  const options = { overlay: [overlay] }
  const first = await load('1', options)
  const text = await first.document()
  first.keep?.()
  const second = await load('1', options)
  expect(second.keep).toBeUndefined()
  write('Dogs')
  rmSync(join(folder, 'pet.json'))
  writeFileSync(overlay, '')
  expect(await second.document()).toBe(text)
})

test.runIf(process.platform !== 'win32')('what is no file is neither kept nor read to compare it', async () => {
  const overlay = join(folder, 'overlay.yaml')
  const text =
    'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { title: Mine } }]\n'
  writeFileSync(overlay, text)
  const options = { overlay: [overlay] }
  const { keep } = await load('1', options)
  keep?.()
  expect(await isRead('1', options)).toBe(false)

  rmSync(overlay)
  expect(spawnSync('mkfifo', [overlay]).status).toBe(0)
  for (let start = 0; start < 2; start++) {
    // A pipe gives what is written into it once.
    const written = once(
      spawn('sh', ['-c', 'printf %s "$TEXT" > "$PIPE"'], {
        env: { ...process.env, TEXT: text, PIPE: overlay },
      }),
      'exit',
    )
    const system = await load('1', options)
    await written
    expect(system.contract.title).toBe('Mine')
    expect(JSON.parse((await system.document()) ?? '')).toMatchObject({ info: { title: 'Mine' } })
    expect(system.keep).toBeDefined()
    system.keep?.()
  }
})

test('folders that are allowed depend on the working directory', async () => {
  const options = { allowRefs: ['shared'] }
  const { keep } = await load('1', options)
  keep?.()
  expect(await isRead('1', options)).toBe(false)
  vi.spyOn(process, 'cwd').mockReturnValue(tmpdir())
  expect(await isRead('1', options)).toBe(true)
})

test('an entry is of no other document', async () => {
  await start()
  const [entry = ''] = entries()
  file = join(folder, 'dogs.json')
  write('Dogs')
  await start()
  const other = entries().find(path => path !== entry) ?? ''
  writeFileSync(other, readFileSync(entry))
  expect((await load()).contract.title).toBe('Dogs')
})

test('a document with a number that JSON cannot write is not kept', async () => {
  file = join(folder, 'pets.yaml')
  const schema = 'schema: { enum: [.inf, 1] }'
  writeFileSync(
    file,
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: { content: { application/json: { ${schema} } } } } } } }\n`,
  )
  await start()
  expect(await isRead()).toBe(true)
})

test('the documents that were used last stay', async () => {
  await start()
  for (let count = 0; count < 25; count++) {
    expect(await isRead()).toBe(false)
    const { keep } = await load(`build ${count}`)
    keep?.()
    // The times of files may have a resolution of milliseconds.
    await setTimeout(2)
  }
})

test('what cannot be looked at does not keep old entries', async () => {
  await start()
  symlinkSync(join(folder, 'nowhere'), join(kept, 'link'))
  for (let count = 0; count < 25; count++) {
    const { keep } = await load(`build ${count}`)
    keep?.()
  }
  expect(readdirSync(kept)).toHaveLength(20)
})

describe('the folder', () => {
  test('a relative one is not used', () => {
    for (const [name, value] of Object.entries({
      LATCHKEY_CACHE: '',
      XDG_CACHE_HOME: 'cache',
      LOCALAPPDATA: '',
      HOME: '',
    }))
      vi.stubEnv(name, value)
    expect(cacheFolder()).toBeUndefined()
    expect(existsSync('cache')).toBe(false)
  })

  test.runIf(process.platform !== 'win32')('others cannot write what is created in it, whatever the umask', () => {
    mkdirSync(kept, { mode: 0o755 })
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const code = join(kept, 'code')
    expect(privateFolder(code)).toBe(code)
    expect(statSync(code).mode & 0o777).toBe(0o700)
    chmodSync(code, 0o775)
    expect(privateFolder(code)).toBeUndefined()
  })
})

test('nothing is kept from the sources of the package', () => {
  expect(DocumentCache.open()).toBeUndefined()
})
