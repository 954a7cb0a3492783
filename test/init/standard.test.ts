/** `latchkey init` on the standard contract without its keywords: what comes back. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentPath } from '../../mock/server/documents.ts'
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { WORDS } from '../../openapi/contract/words.ts'
import { readDocumentFrom } from '../../openapi/read/document/from-disk.ts'
import { inferRules } from '../../openapi/read/infer/infer-rules.ts'
import { blocksOf, contractOf, errorsOf, init, uncommented, write } from './overlays.ts'

const standard: JsonObject = JSON.parse(readFileSync(documentPath('standard'), 'utf8'))
const bare = write(JSON.stringify(stripped(standard)), 'standard.json')
const { text } = await init(bare)
const everything = uncommented(text, blocksOf(text))
const { document } = await readDocumentFrom(bare, { overlays: [write(everything)] })

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (key === WORDS ? [] : [[key, stripped(one)]])),
  )
}

/** The keywords of operations, by method and path. */
function actsOf({ paths }: JsonObject): Map<string, JsonObject> {
  const acts = new Map<string, JsonObject>()
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {}))
    for (const [method, operation] of Object.entries(isObject(item) ? item : {}))
      if (isObject(operation) && isObject(operation[WORDS])) acts.set(`${method} ${path}`, operation[WORDS])
  return acts
}

function wordsIn(section: string, { components }: JsonObject): Map<string, JsonObject> {
  const named = isObject(components) ? components[section] : undefined
  return new Map(
    Object.entries(isObject(named) ? named : {}).flatMap(([name, one]) =>
      isObject(one) && isObject(one[WORDS]) ? [[name, one[WORDS]] as const] : [],
    ),
  )
}

test('what 45 of its 47 operations do comes back, in keywords or by inference', async () => {
  const inferred = inferRules((await readDocumentFrom(bare)).document)
  const moves = new Map<string, unknown>(
    inferred.operations.flatMap(({ method, path, rule }) =>
      rule?.does === 'transition' ? [[`${method.toLowerCase()} ${path}`, rule.to] as const] : [],
    ),
  )
  const found = actsOf(document)
  const wanted = actsOf(standard)
  const right = [...wanted].filter(([operation, { resource, does }]) => {
    const words = found.get(operation)
    return (
      (words?.resource === resource && words?.does === does) ||
      (does === 'revoke' && moves.get(operation) === 'revoked')
    )
  })
  expect(wanted.size).toBe(47)
  expect(right.length).toBe(45)
})

test('the ids of all its resources come back', () => {
  const found = wordsIn('schemas', document)
  const wanted = [...wordsIn('schemas', standard)].filter(([name, { id }]) => id !== undefined && name !== 'Session')
  expect(wanted.length).toBe(8)
  for (const [name] of wanted) expect(found.get(name)?.id, name).toMatchObject({ field: 'id' })
  expect(found.get('ApiKey')?.id).toEqual({ field: 'id', form: 'prefix', prefix: 'key_' })
  expect(found.get('Warehouse')?.id).toEqual({ field: 'id', form: 'integer' })
})

test('its pages and its order come back', () => {
  expect(document[WORDS]).toMatchObject({
    pages: { style: 'cursor', position: 'cursor', size: 'limit', default: 20, max: 100 },
    sort: { parameter: 'sort', descending: '-' },
  })
})

test('its security comes back', () => {
  const found = wordsIn('securitySchemes', document)
  expect([...found.keys()]).toEqual([...wordsIn('securitySchemes', standard).keys()])
  expect(found.get('apiKey')).toMatchObject({
    authenticates: 'ApiKey',
    by: 'secret',
    refuse: { missing: 'missing_credentials', unknown: 'invalid_key', revoked: 'key_revoked', expired: 'key_expired' },
  })
  expect(found.get('warehouse')).toMatchObject({ selects: 'Warehouse' })
})

test('the codes of all its refusals come back', () => {
  const found = refusalsIn(document)
  const missing = [...refusalsIn(standard)].filter(code => !found.has(code))
  expect(refusalsIn(standard).size).toBe(15)
  expect(missing).toEqual([])
})

/** The values of `refuse`. */
function refusalsIn(value: unknown, codes = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) refusalsIn(item, codes)
  if (isObject(value))
    for (const [key, one] of Object.entries(value)) {
      if (key !== 'refuse') refusalsIn(one, codes)
      else for (const code of isObject(one) ? Object.values(one) : [one]) if (isString(code)) codes.add(code)
    }
  return codes
}

test('the overlay is valid, with and without what is commented, and changes nothing', async () => {
  expect(await errorsOf(bare, text)).toEqual([])
  expect(await errorsOf(bare, everything)).toEqual([])
  expect(await contractOf(bare, text)).toEqual(await contractOf(bare))
})
