/** A mistake in a file is reported at its place, and a watching server goes on with what it had. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { contractFiles } from '../../../openapi/read/contract-files.ts'
import { loadContract } from '../../../openapi/read/load-contract.ts'
import { fileOf, folderOf, position, problemsOf } from '../../contract/files.ts'
import { TINY } from '../../contract/tiny.ts'
import { Latchkey } from '../../server/process.ts'

const OVERLAY = 'overlay: 1.1.0\ninfo: { title: Ours, version: 1.0.0 }\n'
const INFO = 'actions:\n  - target: $.info\n    update: { title: y }\n'
const document = (schemas: string) => `openapi: 3.1.0
info: { title: Ours, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200': { description: Things, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
${schemas}`

describe('a file that contains itself is rejected at the alias', () => {
  test.each([
    ['an overlay', `${OVERLAY}actions:\n  - target: $.info\n    update: &a\n      x-a: *a\n`, 'x-a: *a'],
    ['the actions of an overlay', `${OVERLAY}actions: &a\n  - target: $.info\n    update: { x: *a }\n`, 'x: *a'],
    ['a document', document('    A: &a { properties: { x: *a } }\n'), 'x: *a'],
  ])('%s', async (_, text, place) => {
    const file = fileOf('ours.yaml', text)
    expect(await problemsOf(loadContract(file, TINY))).toEqual([
      { where: `${file}:${position(text, place)}`, message: 'An alias contains itself.' },
    ])
    expect(await contractFiles(file)).toEqual([file])
  })

  test('and so is one that it refers to', async () => {
    const folder = folderOf({
      'ours.yaml': document("    A: { $ref: 'a.yaml' }\n"),
      'a.yaml': '&a\nproperties:\n  x: *a\n',
    })
    expect(await problemsOf(loadContract(join(folder, 'ours.yaml'), TINY))).toEqual([
      { where: `${join(folder, 'a.yaml')}:3:3`, message: 'An alias contains itself.' },
    ])
  })

  test('and so is one whose aliases stand for too many values', async () => {
    const names = Array.from('abcdefghijkl')
    const lines = names.map((name, index) => `x-${name}: &${name} [${`*${names[index - 1] ?? 'z'}, `.repeat(9)}]\n`)
    const text = `x-z: &z 1\n${lines.join('')}openapi: 3.1.0\n`
    const [problem] = await problemsOf(loadContract(fileOf('ours.yaml', text), TINY))
    expect(problem?.message).toBe('The file and its aliases have more than 10000000 values.')
  })
})

describe('`extends` is rejected at its place', () => {
  test.each([
    ['a list', '- 1\n', 'is not an OpenAPI document'],
    ['a text', 'hello\n', 'is not an OpenAPI document'],
    ['a number', '7\n', 'is not an OpenAPI document'],
    ['nothing', '', 'is not an OpenAPI document'],
    ['another object', 'a: 1\n', 'it has no root field `openapi`'],
    ['an old version', 'openapi: 3.0.0\n', 'OpenAPI 3.0.0 is not supported'],
    ['an overlay', OVERLAY + INFO, 'it has no root field `openapi`'],
  ])('if the file holds %s', async (_, base, says) => {
    const text = `${OVERLAY}extends: base.yaml\n${INFO}`
    const file = join(folderOf({ 'ours.yaml': text, 'base.yaml': base }), 'ours.yaml')
    expect(await problemsOf(loadContract(file, TINY))).toEqual([
      { where: `${file}:${position(text, 'base.yaml')}`, message: expect.stringContaining(says) },
    ])
  })

  test.each(['missing.yaml', '.', 'ours.yaml'])('if it is %s', async base => {
    const text = `${OVERLAY}extends: ${base}\n${INFO}`
    const file = fileOf('ours.yaml', text)
    const problems = await problemsOf(loadContract(file, TINY))
    expect(problems.map(({ where }) => where)).toEqual([`${file}:3:10`])
    expect(await contractFiles(file)).toContain(file)
  })
})

describe('a `$ref` that leads back to itself is rejected at its place', () => {
  const message = 'This `$ref` leads back to itself. Refer to a value.'

  test.each([
    ['itself', "    A: { $ref: '#/components/schemas/A' }\n", ['A:']],
    [
      'each other',
      "    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n",
      ['A:', 'B:'],
    ],
  ])('if schemas refer to %s', async (_, schemas, places) => {
    const text = document(schemas)
    const file = fileOf('ours.yaml', text)
    expect(await problemsOf(loadContract(file, TINY))).toEqual(
      places.map(place => ({ where: `${file}:${position(text, place)}`, message })),
    )
  })

  test('if two files refer to each other', async () => {
    const folder = folderOf({
      'ours.yaml': document("    A: { $ref: 'a.yaml#/A' }\n"),
      'a.yaml': "A: { $ref: 'b.yaml#/B' }\n",
      'b.yaml': "B: { $ref: 'a.yaml#/A' }\n",
    })
    const problems = await problemsOf(loadContract(join(folder, 'ours.yaml'), TINY))
    expect(problems.map(({ where }) => where).toSorted()).toEqual([
      `${join(folder, 'a.yaml')}:1:1`,
      `${join(folder, 'b.yaml')}:1:1`,
    ])
  })

  test('if an overlay writes it', async () => {
    const update = "{ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }"
    const text = `${OVERLAY}actions:\n  - target: $.components.schemas\n    update: ${update}\n`
    const file = fileOf('ours.yaml', text)
    expect(await problemsOf(loadContract(file, TINY))).toEqual([
      { where: `${file}:4:5`, message: `${message} (and 1 more)` },
    ])
  })
})

describe('a mistake in an overlay is reported in the overlay', () => {
  const SCHEMA = '$.components.schemas.Key.properties'

  test.each([
    [
      'an unknown component',
      SCHEMA,
      "update: { zzz: { $ref: '#/components/schemas/Nope' } }",
      '#/components/schemas/Nope',
    ],
    ['a file that is missing', SCHEMA, "update: { zzz: { $ref: './nope.yaml' } }", 'nope.yaml'],
    ['a removed component', '$.components.schemas.Key', 'remove: true', '#/components/schemas/Key'],
    ['no components', '$.components', 'remove: true', "Can't resolve $ref: #/components/"],
    ['no version', '$.openapi', 'remove: true', 'it has no root field `openapi`'],
  ])('%s', async (_, target, action, says) => {
    const text = `${OVERLAY}actions:\n  - target: ${target}\n    ${action}\n`
    const file = fileOf('ours.yaml', text)
    expect(await problemsOf(loadContract(file, TINY))).toEqual([
      { where: `${file}:4:5`, message: expect.stringContaining(says) },
    ])
  })
})

const STRICT = 'x-latchkey: { strict: true }\n'

describe('a watching server', () => {
  test('goes on after each wrong save, and takes the next right one', async () => {
    const limit = (max: number) =>
      `${OVERLAY}actions:\n  - target: $.components.schemas.ApiKey['x-latchkey'].limits[0]\n    update: { max: ${max} }\n`
    const folder = folderOf({ 'ours.yaml': limit(3), 'list.yaml': '- 1\n' })
    const file = join(folder, 'ours.yaml')
    const latchkey = await Latchkey.mock('--contract', file, '--watch')
    onTestFinished(async () => {
      latchkey.signal('SIGKILL')
      await latchkey.ended()
    })
    const wrong = [
      `${OVERLAY}actions:\n  - target: $.info\n    update: &a\n      x-a: *a\n`,
      `${OVERLAY}extends: list.yaml\n${INFO}`,
      `${OVERLAY}extends: ours.yaml\n${INFO}`,
      // A document that is not strict may have mistakes.
      `${STRICT}${document("    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n")}`,
      `${STRICT}${document("    A: { $ref: 'no-folder/a.yaml' }\n")}`,
      '\0',
    ]
    for (const [index, text] of wrong.entries()) {
      writeFileSync(file, text)
      await expect
        .poll(() => latchkey.err.match(/The previous contract stays in use\./g)?.length, { timeout: 30_000 })
        .toBe(index + 1)
      expect((await latchkey.ask('GET', '/')).status).toBe(200)
    }
    expect(latchkey.err.match(/ours\.yaml:\d+:\d+/g)?.length).toBeGreaterThanOrEqual(wrong.length)
    expect(latchkey.err).not.toMatch(/^\s+at /m)
    writeFileSync(file, limit(2))
    await latchkey.printed('All records are kept.')
  })
})
