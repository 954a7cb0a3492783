/** Which documents with keywords start, and what is said about them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fileOf, folderOf } from '../contract/files.ts'
import { crud, documentOf, todo } from '../engine/described/documents.ts'
import { Latchkey } from './process.ts'

const running: Latchkey[] = []
afterEach(async () => {
  for (const latchkey of running.splice(0)) {
    latchkey.signal('SIGTERM')
    await latchkey.ended()
  }
})

async function start(...args: readonly string[]): Promise<Latchkey> {
  const latchkey = await Latchkey.mock(...args)
  running.push(latchkey)
  return latchkey
}

const status = { type: 'string', enum: ['open'] }
const rules = {
  lifecycle: { field: 'status', initial: 'open' },
  limits: [{ count: { status: ['open'] }, per: 'account', max: 1, refuse: 'too_many_open' }],
  seed: [],
}
const Todo = { ...todo, properties: { ...todo.properties, status } }
const plain = documentOf(crud('/todos', 'Todo'), { Todo })
const ruled = documentOf(crud('/todos', 'Todo'), { Todo: { ...Todo, 'x-latchkey': rules } })

async function codesOf(latchkey: Latchkey): Promise<number[]> {
  const headers = { 'Content-Type': 'application/json' }
  const create = () => fetch(`${latchkey.api}/todos`, { method: 'POST', headers, body: '{"title":"a"}' })
  return [(await create()).status, (await create()).status]
}

describe('a document that is not strict', () => {
  test('starts with its rules, and what it does not declare is a warning with its place', async () => {
    const latchkey = await start(fileOf('todos.json', JSON.stringify(ruled, undefined, 2)))
    expect(await codesOf(latchkey)).toEqual([201, 409])
    await latchkey.printed('Add a 409 response.')
    expect(latchkey.out).toMatch(
      /todos\.json:\d+:\d+ `createTodo` can respond with 409 `too_many_open` .* Add a 409 response\./,
    )
  })

  test('takes rules from an overlay', async () => {
    const overlay = {
      overlay: '1.1.0',
      info: { title: 'Rules', version: '1' },
      actions: [{ target: '$.components.schemas.Todo', update: { 'x-latchkey': rules } }],
    }
    const folder = folderOf({ 'todos.json': JSON.stringify(plain), 'rules.json': JSON.stringify(overlay) })
    const latchkey = await start(join(folder, 'todos.json'), '--overlay', join(folder, 'rules.json'))
    expect(await codesOf(latchkey)).toEqual([201, 409])
    writeFileSync(join(folder, 'extends.json'), JSON.stringify({ ...overlay, extends: 'todos.json' }))
    expect(await codesOf(await start(join(folder, 'extends.json')))).toEqual([201, 409])
  })

  test('is not taken for an overlay because of a line in it', async () => {
    const description = 'Example:\noverlay: 1.1.0\n'
    const yaml = `openapi: 3.1.0\ninfo:\n  title: Todos\n  version: "1"\n  description: |\n${description.replace(/^/gm, '    ')}\npaths: ${JSON.stringify(plain.paths)}\ncomponents: ${JSON.stringify(plain.components)}\n`
    const latchkey = await start(fileOf('todos.yaml', yaml))
    expect(latchkey.out).toContain('Mock of Todos 1')
  })

  test('does not start with a rule that cannot work', async () => {
    const broken = { ...Todo, 'x-latchkey': { ...rules, limit: 1 } }
    const file = fileOf(
      'todos.json',
      JSON.stringify(documentOf(crud('/todos', 'Todo'), { Todo: broken }), undefined, 2),
    )
    const latchkey = new Latchkey(['mock', file])
    expect(await latchkey.ended()).toBe(2)
    expect(latchkey.err).toMatch(/todos\.json:\d+:\d+\n {2}`limit` is unknown in the keywords of .*`limits`/)
  })
})

describe('a strict document', () => {
  const strict = fileOf.bind(undefined, 'strict.json')
  const text = JSON.stringify({ ...ruled, 'x-latchkey': { strict: true } }, undefined, 2)

  test('does not start while it leaves out what happens', async () => {
    const latchkey = new Latchkey(['mock', strict(text)])
    expect(await latchkey.ended()).toBe(2)
    expect(latchkey.err).toMatch(/strict\.json:\d+:\d+\n {2}`createTodo` does not state what it does\./)
  })

  test('takes no overlays as options', async () => {
    const latchkey = new Latchkey(['mock', strict(text), '--overlay', 'rules.yaml'])
    expect(await latchkey.ended()).toBe(2)
    expect(latchkey.err).toContain('--overlay does not work with a strict document')
  })
})

test('the sample of the banner sends only what a client can write', async () => {
  const { out } = await start(fileOf('todos.json', JSON.stringify(plain)))
  const body = /-d '(.*)'/.exec(out)?.[1] ?? ''
  expect(JSON.parse(body)).toHaveProperty('title')
  expect(JSON.parse(body)).not.toHaveProperty('id')
})
