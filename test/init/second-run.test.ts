/** A second run of `latchkey init`, after the overlay or the document has changed. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { blocksOf, contractOf, errorsOf, init, uncommented, write } from './overlays.ts'

const [, TODOS = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? []
const todos = write(TODOS, 'todos.yaml')
const { text: first } = await init(todos)

const LISTS = TODOS.replace(
  'paths:\n',
  `paths:
  /lists:
    get: { responses: { '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/List' } } } } } } }
`,
).replace(
  '  schemas:\n',
  '  schemas:\n    List: { type: object, properties: { id: { type: string, format: uuid }, name: { type: string } } }\n',
)

test('the document of the README is known whole', () => {
  expect(first).toContain('id: { field: id, form: integer }')
  expect(first).toContain('update: { x-latchkey: { resource: Todo, does: create } }')
  expect(first).toContain('# limits: [{ max: 5, refuse: too_many_todos }]')
})

test('what a person wrote stays, to the byte, with their order and comments', async () => {
  const edited = `# Ours.\n${first}`
    .replace(
      'actions:\n',
      'actions:\n  # First things first.\n  - target: $.info\n    description: Say so.\n    update: { title:   "Our todos" }\n',
    )
    .replace('# limits:', 'limits:')
    .replace('max: 5', 'max: 7 ')
  const { text, actions } = await init(todos, edited)
  expect(text).toBe(edited)
  expect(actions).toBe(0)
})

test('what is new in the document is added at the end', async () => {
  const changed = write(LISTS, 'lists.yaml')
  const { text, actions } = await init(changed, first)
  expect(text.startsWith(first)).toBe(true)
  expect(text.slice(first.length)).toBe(`
  # List: /lists
  - target: $.components.schemas.List
    update: { x-latchkey: { id: { field: id, form: uuid } } }
  - target: "$.paths['/lists'].get"
    update: { x-latchkey: { resource: List, does: list } }
`)
  expect(actions).toBe(2)
  expect((await init(changed, text)).text).toBe(text)
  expect(await errorsOf(changed, text)).toEqual([])
})

test('the list of actions may have any indentation, and fields behind it', async () => {
  const flush = `${first.replace(/^actions:\n[\s\S]*/m, list => list.replace(/^ {2}/gm, ''))}x-owner: us\n`
  const changed = write(LISTS, 'lists.yaml')
  const { text } = await init(changed, flush)
  expect(text).toContain('\n# List: /lists\n- target: $.components.schemas.List\n  update:')
  expect(text.endsWith('\nx-owner: us\n')).toBe(true)
  expect(await errorsOf(changed, text)).toEqual([])
  expect((await init(changed, text)).text).toBe(text)
})

test('a place that another action of theirs gives keywords is left alone', async () => {
  const own = `overlay: 1.1.0
info: { title: X, version: 1.0.0 }
actions:
  - target: $
    update: { x-latchkey: { inferred: true } }
  - target: $.components.schemas
    update: { Todo: { x-latchkey: { limits: [{ max: 2, refuse: too_many }] } } }
`
  const { text } = await init(todos, own)
  expect(text.startsWith(own)).toBe(true)
  expect(text).not.toContain('target: $.components.schemas.Todo')
  expect(text).toContain('resource: Todo, does: create')
})

test('what no longer matches the document is reported, with its place', async () => {
  const gone = write(TODOS.replace(/^ {4}delete:.*\n/m, ''), 'gone.yaml')
  const { text, stale } = await init(gone, first)
  expect(text).toBe(first)
  expect(stale.map(({ message }) => message)).toEqual([
    "The target of this action matches nothing: $.paths['/todos/{id}'].delete. Correct the path, or remove the action.",
  ])
  const line = first.split('\n').findIndex(one => one.includes('}\'].delete"')) + 1
  expect(stale[0]?.places[0]?.line).toBe(line)
})

test('actions in brackets cannot be added to', async () => {
  const flow =
    'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions: [{ target: $.info, update: { title: Y } }]\n'
  await expect(init(todos, flow)).rejects.toThrow('Nothing can be added.')
})

test('a guess that was used is not guessed again', async () => {
  const museum = 'test/contract/infer/documents/museum.json'
  const { text } = await init(museum)
  const used = uncommented(text, blocksOf(text))
  expect(used).not.toBe(text)
  expect((await init(museum, used)).text).toBe(used)
})

test('a document with keywords of its own keeps them', async () => {
  const own = write(
    TODOS.replace('      type: object\n', '      x-latchkey: { id: { field: id, form: uuid } }\n      type: object\n'),
    'own.yaml',
  )
  const { text } = await init(own)
  expect(text).not.toContain('$.components.schemas.Todo')
  expect((await contractOf(own, text)).resources.Todo?.identity?.form).toBe('uuid')
})

test('with a rule beside them, the keywords that say what is inferred still mean the same', async () => {
  const file = 'test/contract/infer/documents/train-travel.json'
  const { text } = await init(file)
  const limited = text.replace(/# limits:/g, 'limits:')
  expect(limited).not.toBe(text)
  const [plain, ruled] = [await contractOf(file), await contractOf(file, limited)]
  for (const [name, { identity, within, singleton }] of Object.entries(plain.resources))
    expect(ruled.resources[name], name).toMatchObject({
      identity,
      ...(within && { within }),
      ...(singleton && { singleton }),
    })
  expect(Object.values(ruled.resources).some(({ limits }) => limits)).toBe(true)
})

test('nothing is written beside keywords that would get another meaning', async () => {
  const words = '      x-latchkey: { resource: Todo, does: create }\n      requestBody:'
  const own = write(
    TODOS.replace('      requestBody:', words).replace(
      '      type: object\n',
      '      x-latchkey: { id: { form: integer } }\n      type: object\n',
    ),
    'stated.yaml',
  )
  expect(
    await errorsOf(
      own,
      'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions: [{ target: $.info, update: { title: X } }]\n',
    ),
  ).toEqual([])
  expect((await contractOf(own)).resources.Todo?.isRuled).toBe(true)
  expect((await init(own)).actions).toBe(0)
})
