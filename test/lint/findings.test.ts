import { expect, test } from 'vitest'
import { lintAnyDocument } from '../../openapi/read/lint-document.ts'
import { lint, NOTE, notes, noteWith, placeOf, write } from './documents.ts'

test('a document without keywords and mistakes has no findings', async () => {
  expect(await lint(write('plain.yaml', notes(NOTE)))).toEqual([])
})

test.each([
  ['an unknown keyword', '{ limitz: [] }', 'well-formed', 'Did you mean `limits`?'],
  ['a keyword of the wrong type', '{ limits: 5 }', 'well-formed', '`limits` must be array'],
])('%s is an error at its place', async (name, words, rule, says) => {
  const file = write(`${name.replaceAll(' ', '-')}.yaml`, notes(noteWith(words)))
  const found = (await lint(file)).filter(({ severity }) => severity === 'error')
  expect(found.map(finding => finding.rule)).toContain(rule)
  expect(found.map(finding => finding.message).join('\n')).toContain(says)
  for (const finding of found) expect(placeOf(finding)).toMatch(/:19:\d+$/)
})

test('a state that cannot be reached is a warning at its place', async () => {
  const words =
    '{ lifecycle: { field: status, initial: active, transitions: { archive: { from: [archived], to: archived } } } }'
  const found = await lint(write('unreachable.yaml', notes(noteWith(words))))
  expect(found.map(({ severity, message }) => `${severity} ${message}`).join('\n')).toContain(
    'warning `status` lists `archived`, but no record of `Note` can be that.',
  )
  const ofStates = found.filter(({ rule }) => rule === 'lifecycle')
  for (const finding of ofStates) expect(placeOf(finding)).toMatch(/:19:\d+$/)
})

test('a refusal that an operation does not declare is a warning at the operation', async () => {
  const file = write('undeclared.yaml', notes(noteWith('{ limits: [{ per: account, max: 5, refuse: too_many }] }')))
  const [finding, ...others] = await lint(file)
  expect(others).toEqual([])
  expect(finding).toMatchObject({ rule: 'declared-refusals', severity: 'warning' })
  expect(finding?.message).toContain('Add a 409 response.')
  expect(finding && placeOf(finding)).toBe('undeclared.yaml:10:7')
})

test('a schema of a refusal without a status of its own has the usual status of its keyword', async () => {
  const words = '{ limits: [{ per: account, max: 5, refuse: too_many }] }'
  const schema = 'TooMany: { type: object, properties: { code: { const: too_many }, status: { type: integer } } }'
  const text = notes(noteWith(words)).replace(/^( +)schemas:$/m, `$&\n$1  ${schema}`)
  const found = await lint(write('open-status.yaml', text))
  expect(found.map(({ message }) => message).join('\n')).toContain('can respond with 409 `too_many`')
})

test('a template is compared with the schema of the response', async () => {
  const text = notes(NOTE).replace(
    'paths:',
    'x-latchkey: { answers: { list: { data: $records }, create: { notte: $record } } }\npaths:',
  )
  const withWords = text
    .replace(
      '    post:\n      requestBody',
      '    post:\n      x-latchkey: { resource: Note, does: create }\n      requestBody',
    )
    .replace('x-latchkey: { resource', 'x-latchkey: { resource')
  const file = write('template.yaml', withWords.replace(NOTE, noteWith('{}')))
  const found = await lint(file)
  expect(found.map(({ rule }) => rule)).toContain('answers')
  expect(found.map(({ message }) => message).join('\n')).toContain('`notte`')
})

test('all findings come at once, each with its own place', async () => {
  const words =
    '{ limits: [{ per: account, max: 5, refuse: too_many }], lifecycle: { field: status, initial: active, transitions: { archive: { from: [active], to: archived }, close: { from: [active], to: closed } } } }'
  const found = await lint(
    write(
      'many.yaml',
      notes(noteWith(words)).replace("'201'", "'201': { $ref: '#/components/responses/Nothing' }\n        '202'"),
    ),
  )
  expect(new Set(found.map(({ rule }) => rule))).toEqual(
    new Set(['reference', 'operations', 'lifecycle', 'declared-refusals']),
  )
  for (const finding of found) expect(placeOf(finding)).not.toBe('many.yaml:1:1')
})

test('more than 20 places of one mistake are all listed', async () => {
  const paths = Array.from(
    { length: 30 },
    (_, at) => `  /x${at}: { get: { responses: { '200': { $ref: '#/nowhere' } } } }`,
  )
  const found = await lint(
    write('places.yaml', `openapi: 3.1.0\ninfo: { title: X, version: 1.0.0 }\npaths:\n${paths.join('\n')}\n`),
  )
  expect(new Set(found.map(placeOf)).size).toBe(30)
})

test('what an overlay brought is reported in the overlay', async () => {
  const file = write('base.yaml', notes(noteWith('{ limits: [{ per: account, max: 5, refuse: too_many }] }')))
  const overlay = write(
    'rules.overlay.yaml',
    `overlay: 1.1.0
info: { title: Rules, version: 1.0.0 }
actions:
  - target: $.info
    update: { title: Ruled }
  - target: $.components.schemas.Note['x-latchkey'].limits
    update:
      - { per: account, max: 9, refuse: too_many }
      - { per: account, maxx: 9, refuse: too_many }
`,
  )
  const found = await lint(file, overlay)
  expect(found.map(finding => [placeOf(finding), finding.severity])).toEqual([
    ['rules.overlay.yaml:9:9', 'error'],
    ['rules.overlay.yaml:9:25', 'error'],
  ])
})

test('what the document says itself is reported there, although an overlay changed the same object', async () => {
  const file = write('both.yaml', notes(noteWith('{ limits: [{ per: account, maxx: 5, refuse: too_many }] }')))
  const overlay = write(
    'both.overlay.yaml',
    `overlay: 1.1.0
info: { title: Rules, version: 1.0.0 }
actions:
  - target: $.components.schemas.Note['x-latchkey'].limits
    update: [{ per: account, max: 9, refuse: too_many }]
`,
  )
  const found = await lint(file, overlay)
  expect(found.length).toBeGreaterThan(0)
  for (const finding of found) expect(placeOf(finding)).toMatch(/^both\.yaml:19:/)
})

test('keywords in another file are reported in that file', async () => {
  write('note.yaml', `type: object\nrequired: [id]\nproperties: { id: { type: string } }\nx-latchkey:\n  limitz: []\n`)
  write('item.yaml', `get:\n  x-latchkey: { doez: list }\n  responses: { '200': { description: OK } }\n`)
  const text = notes('{ $ref: ./note.yaml }').replace('paths:', 'paths:\n  /other: { $ref: ./item.yaml }')
  const found = await lint(write('files.yaml', text))
  expect(found.map(placeOf)).toEqual(expect.arrayContaining(['note.yaml:5:3', 'item.yaml:2:17']))
  const overlay = write(
    'files.overlay.yaml',
    "overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n  - target: $.paths['/other'].get\n    update: { summary: Other }\n",
  )
  const changed = await lint(write('files.yaml', text), overlay)
  expect(changed.map(placeOf)).toEqual(expect.arrayContaining(['note.yaml:5:3', 'item.yaml:2:17']))
})

test('a document of OpenAPI 3.0 has the same rules', async () => {
  const found = await lint(write('old.yaml', notes(noteWith('{ limitz: [] }'), '3.0.3')))
  expect(found.map(({ rule }) => rule)).toEqual(['well-formed'])
})

test('every action of an overlay that cannot be applied is listed', async () => {
  const overlay = write(
    'broken.overlay.yaml',
    'overlay: 1.1.0\ninfo: { title: X, version: 1.0.0 }\nactions:\n  - { target: "$.[", update: {} }\n  - { target: $.info.title, update: {} }\n',
  )
  const { findings, isComplete } = await lintAnyDocument(write('fine.yaml', notes(NOTE)), { overlays: [overlay] })
  expect(findings.map(placeOf)).toEqual(['broken.overlay.yaml:4:7', 'broken.overlay.yaml:5:7'])
  expect(isComplete).toBe(false)
})
