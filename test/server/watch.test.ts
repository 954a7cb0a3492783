/** --watch reloads the contract when it changes, and keeps the records that fit. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openMock } from '../../mock/api/open.ts'
import { contracts } from '../../mock/generated/index.ts'
import { migrateState } from '../../mock/server/migrate-state.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))
const running: Latchkey[] = []
afterEach(async () => {
  for (const latchkey of running.splice(0)) {
    latchkey.signal('SIGKILL')
    await latchkey.ended()
  }
})

async function watch(file: string, ...args: readonly string[]): Promise<Latchkey> {
  const latchkey = await Latchkey.mock('--contract', file, '--watch', ...args)
  running.push(latchkey)
  return latchkey
}

const overlay = (max: number) => `overlay: 1.1.0
info: { title: Ours, version: 1.0.0 }
actions:
  - target: $.components.schemas.ApiKey['x-latchkey'].limits[0]
    update: { max: ${max} }
`

async function createKey(latchkey: Latchkey) {
  const headers = { Authorization: `Bearer ${latchkey.token}` }
  return latchkey.ask('POST', '/api/v1/api-keys', { name: 'One' }, headers)
}

test('a change reports the warnings that are new', async () => {
  const file = join(directory, 'warned.yaml')
  const document = (schemas: string) =>
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents: { schemas: { ${schemas} } }\n`
  writeFileSync(file, document('A: { type: text }'))
  const latchkey = await watch(file)
  await latchkey.printed('`text` is not a type')
  writeFileSync(file, document('A: { type: text }, B: { type: float }'))
  await latchkey.printed('`float` is not a type')
  expect(latchkey.out.match(/`text` is not a type/g)).toHaveLength(1)
  writeFileSync(file, document('A: { type: text }, B: { type: float }, C: { type: float }'))
  await latchkey.printed('It is taken for `number`. (2 places)')
})

test('a changed rule applies to the next request, the state stays, and an invalid contract changes nothing', async () => {
  const file = join(directory, 'ours.overlay.yaml')
  const state = join(directory, 'ours.state')
  writeFileSync(file, overlay(1))
  const latchkey = await watch(file, '--state', state)
  const { body: key } = await createKey(latchkey)
  expect((await createKey(latchkey)).body).toMatchObject({ code: 'active_key_limit_reached', limit: 1 })

  writeFileSync(file, overlay(2))
  await latchkey.printed('All records are kept.')
  expect((await createKey(latchkey)).status).toBe(201)
  expect((await createKey(latchkey)).body).toMatchObject({ code: 'active_key_limit_reached', limit: 2, used: 2 })

  writeFileSync(file, overlay(3).replace('limits[0]', 'limits[7]'))
  await expect.poll(() => latchkey.err, { timeout: 20_000 }).toContain('ours.overlay.yaml:4:5')
  expect(latchkey.err).toContain('The previous contract stays in use.')
  expect((await createKey(latchkey)).body).toMatchObject({ code: 'active_key_limit_reached', limit: 2 })

  // Editors replace the file.
  writeFileSync(`${file}.tmp`, overlay(3))
  renameSync(`${file}.tmp`, file)
  await expect.poll(() => latchkey.out.match(/All records/g)?.length, { timeout: 20_000 }).toBe(2)
  expect((await createKey(latchkey)).status).toBe(201)
  expect((await latchkey.ask('GET', '/openapi.json')).body.components.schemas.ApiKey['x-latchkey'].limits[0].max).toBe(
    3,
  )
  latchkey.signal('SIGKILL')
  await latchkey.ended()

  const again = await watch(file, '--state', state)
  const me = await again.ask('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${key.secret}` })
  expect(me.status).toBe(200)
})

test('a file that the contract refers to is watched too', async () => {
  const root = join(directory, 'openapi')
  cpSync('openapi', root, { recursive: true, filter: path => !/generate|systems|vocabulary/.test(path) })
  const latchkey = await watch(join(root, 'openapi.yaml'))
  const schemas = join(root, 'schemas', 'api-keys.yaml')
  const text = readFileSync(schemas, 'utf8')
  expect(text).toContain('max: 5')
  writeFileSync(schemas, text.replace('max: 5', 'max: 1'))
  await latchkey.printed('All records are kept.')
  expect((await createKey(latchkey)).status).toBe(201)
  expect((await createKey(latchkey)).body).toMatchObject({ code: 'active_key_limit_reached', limit: 1 })

  writeFileSync(schemas, text.replace('max: 5', 'max: many'))
  await expect.poll(() => latchkey.err, { timeout: 20_000 }).toMatch(/schemas\/api-keys\.yaml:\d+:\d+/)
})

test('a directory that is removed and created again is watched, and what only an overlay refers to', async () => {
  const root = mkdtempSync(join(directory, 'folder-'))
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  const response = (text: string) => `content: { text/plain: { example: ${text} } }\n`
  write('openapi.yaml', "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: {} } } }\n")
  write('parts/a b/ok.yaml', response('first'))
  write(
    'overlay.yaml',
    "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions: [{ target: \"$.paths['/a'].get\", update: { responses: { 200: { $ref: 'parts/a%20b/ok.yaml' } } } }]\n",
  )
  const latchkey = await watch(join(root, 'openapi.yaml'), '--overlay', join(root, 'overlay.yaml'))
  const answers = async (text: string) =>
    expect.poll(async () => (await fetch(`${latchkey.origin}/a`)).text(), { timeout: 20_000 }).toBe(text)
  await answers('first')
  write('parts/a b/ok.yaml', response('second'))
  await answers('second')
  rmSync(join(root, 'parts'), { recursive: true })
  write('parts/a b/ok.yaml', response('third'))
  await answers('third')
  write('parts/a b/ok.yaml', response('fourth'))
  await answers('fourth')
})

test('a URL cannot be watched', async () => {
  const latchkey = new Latchkey(['mock', 'https://joe:hunter2@127.0.0.1:1/openapi.yaml', '--watch'])
  expect(await latchkey.ended()).toBe(2)
  expect(latchkey.err).toContain('--watch does not work with a URL.')
  expect(latchkey.err).not.toContain('hunter2')
})

describe('migrating the state to another contract', () => {
  const { standard } = contracts
  const open = (contract: Contract) => openMock({ contract, seed: 1, isChecked: true, now: '2026-01-01T00:00:00Z' })

  async function work() {
    const opened = open(standard)
    const { headers } = opened.mock.signIn('admin')
    const answer = await opened.mock.fetch('http://localhost/api/v1/api-keys', {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: '{"name":"One"}',
    })
    return { ...opened, headers, key: await answer.json() }
  }

  const without = (resource: string): Contract => ({
    ...standard,
    resources: Object.fromEntries(Object.entries(standard.resources).filter(([name]) => name !== resource)),
  })

  test('keeps everything if the contract is the same', async () => {
    const { engine, mock } = await work()
    mock.clock.advance('PT1H')
    const next = open(standard)
    expect(migrateState(engine, next.engine)).toEqual(new Map())
    expect(next.mock.snapshot()).toEqual(mock.snapshot())
  })

  test('drops the records of a resource that the contract no longer has', async () => {
    const { engine } = await work()
    const next = open(without('InventoryItem'))
    expect(migrateState(engine, next.engine)).toEqual(new Map([['InventoryItem', 37]]))
    expect(next.mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')).toHaveLength(1)
  })

  test('adds new seed records, and does not bring back deleted ones', async () => {
    const from = open(without('Product'))
    const deleted = from.engine.context.store.collection('Category')
    const [category] = deleted.entries()
    if (category) from.engine.context.store.remove(deleted, category)
    const next = open(standard)
    expect(migrateState(from.engine, next.engine)).toEqual(new Map())
    const count = (resource: string) =>
      next.mock.snapshot().records.filter(record => record.resource === resource).length
    expect(count('Product')).toBe(21)
    expect(count('Category')).toBe(6)
  })

  test('drops a record that its schema no longer allows, and replaces a seed record by the new one', async () => {
    const { engine, headers, key } = await work()
    const schemas = structuredClone(standard.schemas) as Record<string, { properties: Record<string, unknown> }>
    for (const name of ['ApiKey', 'User']) {
      const properties = schemas[name]?.properties
      if (properties) properties.name = { type: 'string', const: name === 'ApiKey' ? 'Other' : 'Somebody' }
    }
    const resources = structuredClone(standard.resources) as unknown as Record<
      string,
      { seed?: Record<string, unknown>[] }
    >
    for (const row of resources.User?.seed ?? []) row.name = 'Somebody'
    const next = open({ ...standard, schemas, resources } as unknown as Contract)
    expect(Object.fromEntries(migrateState(engine, next.engine))).toEqual({ ApiKey: 1, User: 5 })
    const ask = (init: RequestInit) => next.mock.fetch('http://localhost/api/v1/me', init)
    expect((await (await ask({ headers })).json()).user.name).toBe('Somebody')
    expect((await ask({ headers: { Authorization: `Bearer ${key.secret}` } })).status).toBe(401)
  })
})
