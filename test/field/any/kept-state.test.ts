/** State files, reloads and sandboxes of documents without written rules. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { crud, documentOf, type Json, todo } from '../../engine/described/documents.ts'
import { Latchkey } from '../../server/process.ts'
import { open } from '../../server/serving.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))
const running: Latchkey[] = []
afterEach(async () => {
  for (const latchkey of running.splice(0)) {
    latchkey.signal('SIGKILL')
    await latchkey.ended()
  }
})

async function start(...args: readonly string[]): Promise<Latchkey> {
  const latchkey = await Latchkey.mock(...args)
  running.push(latchkey)
  return latchkey
}

const text = { type: 'string' }
const item = { type: 'object', required: ['sku'], properties: { sku: text, name: text, token: text } }
const list = { type: 'object', required: ['slug'], properties: { slug: text, title: text } }

/** Ids of other names, and records below a parent that share them. */
const shop = (schemas: Json = {}) =>
  documentOf(
    {
      ...crud('/todos', 'Todo'),
      ...crud('/lists', 'List', 'slug', text),
      ...crud('/lists/{slug}/items', 'Item', 'sku', text),
    },
    { Todo: todo, List: list, Item: item, ...schemas },
  )

function write(name: string, document: unknown): string {
  const file = join(directory, name)
  writeFileSync(file, JSON.stringify(document))
  return file
}

describe('--state', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('keeps all records over a %s', async signal => {
    const file = write('shop.json', shop())
    const state = join(directory, `${signal}.state`)
    const first = await start(file, '--state', state)
    const made = [
      await first.ask('POST', '/todos', { title: 'Milk' }),
      await first.ask('POST', '/lists', { slug: 'home', title: 'Home' }),
      await first.ask('POST', '/lists', { slug: 'work' }),
      await first.ask('POST', '/lists/home/items', { sku: 'a', name: 'At home', token: 'very-secret' }),
      await first.ask('POST', '/lists/work/items', { sku: 'a', name: 'At work' }),
    ]
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const paths = ['/todos', '/lists', '/lists/home', '/lists/home/items/a', '/lists/work/items/a', '/lists/home/items']
    await first.ask('DELETE', `/todos/${made[0]?.body.id === 1 ? 2 : 1}`)
    const ask = async (latchkey: Latchkey) => {
      const answers = await Promise.all(paths.map(path => latchkey.ask('GET', path)))
      return JSON.parse(JSON.stringify(answers.map(({ body }) => body)).replaceAll(',"token":"very-secret"', ''))
    }
    const before = await ask(first)
    first.signal(signal)
    await first.ended()
    expect(readFileSync(state, 'utf8')).not.toContain('very-secret')

    const again = await start(file, '--state', state)
    expect(await ask(again)).toEqual(before)
    expect((await again.ask('POST', '/todos', { title: 'Bread' })).status).toBe(201)
    expect((await again.ask('GET', '/todos')).body).toHaveLength(before[0].length + 1)
  })
})

describe('--watch', () => {
  test('a reload keeps the records that fit', async () => {
    const file = write('watched.json', shop())
    const latchkey = await start(file, '--watch')
    await latchkey.ask('POST', '/lists', { slug: 'home', title: 'Home' })
    await latchkey.ask('POST', '/lists/home/items', { sku: 'a', name: 'Milk' })
    const { body } = await latchkey.ask('POST', '/todos', { title: 'Milk' })

    const priority = { type: 'integer', enum: [1, 2] }
    const changed = { ...todo, required: ['id', 'priority'], properties: { ...todo.properties, priority } }
    write('watched.json', shop({ Todo: changed }))
    await latchkey.printed('All records are kept.')
    expect((await latchkey.ask('GET', `/todos/${body.id}`)).body).toMatchObject({
      ...body,
      priority: expect.any(Number),
    })
    expect((await latchkey.ask('GET', '/lists/home/items')).body).toMatchObject([{ sku: 'a', name: 'Milk' }])

    const other = { ...list, properties: { slug: text, title: { type: 'integer' } } }
    write('watched.json', shop({ Todo: changed, List: other }))
    await latchkey.printed('Dropped records that no longer fit: List (1).')
    expect((await latchkey.ask('GET', '/lists')).body).not.toContainEqual(expect.objectContaining({ slug: 'home' }))
    expect((await latchkey.ask('GET', `/todos/${body.id}`)).body).toMatchObject({ title: 'Milk' })
  })
})

test('--watch follows an overlay that the command line names', async () => {
  const file = write('base.json', documentOf(crud('/todos', 'Todo')))
  const overlay = (title: string) =>
    write('title.overlay.json', {
      overlay: '1.0.0',
      info: { title: 'Title', version: '1' },
      actions: [{ target: '$.info', update: { title } }],
    })
  const latchkey = await start(file, '--watch', '--overlay', overlay('First'))
  await latchkey.printed('Mock of First')
  overlay('Second')
  await latchkey.printed('All records are kept.')
  const response = await fetch(`${latchkey.origin}/openapi.json`)
  expect((await response.json()).info.title).toBe('Second')
})

describe('a sandbox of a document', () => {
  test('shares nothing with others, and can be put back', async () => {
    const { ask } = await open({ document: shop() })
    const sandbox = async () => new URL((await ask('POST /sandboxes', { body: {} })).body.url).pathname
    const [one, other] = [await sandbox(), await sandbox()]
    await ask(`POST ${one}/lists`, { body: { slug: 'home', title: 'One' } })
    const { headers } = await ask(`POST ${one}/lists/home/items`, { body: { sku: 'a' } })
    expect(headers.get('Location')).toBe(`${one}/lists/home/items/a`)
    expect((await ask(`GET ${one}/lists/home`)).body).toMatchObject({ title: 'One' })
    expect((await ask(`GET ${other}/lists`)).body).not.toContainEqual(expect.objectContaining({ title: 'One' }))
    const { body: state } = await ask(`GET ${one}/__mock/state`)
    await ask(`DELETE ${one}/lists/home/items/a`)
    expect((await ask(`PUT ${one}/__mock/state`, { body: state })).status).toBe(204)
    expect((await ask(`GET ${one}/lists/home/items/a`)).status).toBe(200)
    await ask(`POST ${one}/__mock/reset`)
    expect((await ask(`GET ${one}/lists`)).body).not.toContainEqual(expect.objectContaining({ title: 'One' }))
  })

  test('with a scenario is refused with the reason', async () => {
    const { ask } = await open({ document: shop() })
    const { status, body } = await ask('POST /sandboxes', { body: { scenario: 'empty' } })
    expect([status, body.detail]).toEqual([422, expect.stringContaining('scenario() does not apply to Test')])
  })
})

test('a restored state that is damaged is refused', async () => {
  const { ask } = await open({ document: shop() })
  await ask('POST /lists', { body: { slug: 'home' } })
  const { body } = await ask('GET /__mock/state')
  const damaged = { ...body, records: [...body.records, { resource: 'List', seq: 1, row: { title: 'No id' } }] }
  const answer = await ask('PUT /__mock/state', { body: damaged })
  expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining("required property 'slug'")])
})
