import { expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { resolveExample } from '../../../openapi/read/resolve-example.ts'

const E = { summary: 'A pet', value: { name: 'Tom' } }
const get = (content: object) => ({
  get: { responses: { 200: { description: '', content: { 'application/json': content } } } },
})
const ref = (path: string) => ({ $ref: `#/components/${path}` })

test.each<[string, object, unknown]>([
  ['an example', { example: ref('examples/E') }, { name: 'Tom' }],
  ['the value of an example', { examples: { a: { value: ref('examples/E') } } }, { name: 'Tom' }],
  [
    'a part of an example',
    { example: { pets: [ref('examples/E')], all: true } },
    { pets: [{ name: 'Tom' }], all: true },
  ],
  ['a part of a component', { example: ref('examples/E/value') }, { name: 'Tom' }],
  ['the example of a schema', { example: ref('schemas/S') }, { id: 7 }],
  [
    'in the example of a schema',
    { schema: { type: 'object', example: { pet: ref('examples/E') } } },
    { pet: { name: 'Tom' } },
  ],
  ['in a component', { schema: ref('schemas/Holder') }, { pet: { name: 'Tom' } }],
  ['to nothing', { example: { pet: ref('examples/None') } }, { pet: ref('examples/None') }],
  ['to a text', { example: { $ref: 'main' } }, { $ref: 'main' }],
])('a reference in a response is followed: %s', async (_, content, expected) => {
  const contract = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': get(content) },
    components: {
      examples: { E },
      schemas: {
        S: { type: 'object', example: { id: 7 } },
        Holder: { type: 'object', example: { pet: ref('examples/E') } },
      },
    },
  }
  const response = await createMock({ contract }).fetch('http://localhost/a')
  expect(await response.json()).toEqual(expected)
})

test('a reference into itself stays, and repetitions are bounded', () => {
  const loop = { value: { again: { $ref: 'loop' } } }
  expect(resolveExample({ $ref: 'loop' }, () => loop)).toEqual({ again: { $ref: 'loop' } })
  const levels = Array.from({ length: 40 }, (_, index) => [{ $ref: `${index + 1}` }, { $ref: `${index + 1}` }])
  let count = 0
  const lookUp = ($ref: string) => {
    count++
    return levels[Number($ref)]
  }
  resolveExample({ $ref: '0' }, lookUp)
  expect(count).toBeLessThan(100_000)
})

test('an example without references is not copied', () => {
  const example = { pets: [{ name: 'Tom' }] }
  expect(resolveExample(example, () => undefined)).toBe(example)
})
