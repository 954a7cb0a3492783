/** Mistakes in the keywords that describe requests, verifications and refusals of other products. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { isObject } from '../../openapi/contract/json.ts'
import { checkKeywords } from '../../openapi/read/check-keywords.ts'
import { loadValue } from '../../openapi/read/load-document.ts'

const documentOf = (id: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, `../../openapi/emulations/${id}/openapi.yaml`), 'utf8'))

/** Loads an emulation with one value replaced, or removed. */
function load(id: string, keys: readonly string[], value: unknown) {
  const document = documentOf(id)
  let at: unknown = document
  for (const key of keys.slice(0, -1)) at = isObject(at) ? at[key] : undefined
  if (!isObject(at)) throw new Error(`There is nothing at ${keys.join(' ')}.`)
  const last = keys.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(at, last)
  else Reflect.set(at, last, value)
  return loadValue(document, 'document', checkKeywords)
}

const words = (path: string, method = 'post') => ['paths', path, method, 'x-latchkey']
const verify = [...words('/v2/keys.verifyKey'), 'verify']

test.each([
  ['unkey', [...words('/v2/keys.createKey'), 'input'], { a: '$record.name' }, '`$record` has no value in the template'],
  ['unkey', [...words('/v2/keys.createKey'), 'input'], { '...': '$body', nam: 'x' }, 'has no property `nam`'],
  ['unkey', [...words('/v2/keys.createKey'), 'input'], 'key', 'has no field `key`'],
  ['unkey', [...verify, 'enabled'], 'enable', 'has no property `enable`'],
  ['unkey', [...verify, 'ends_at'], ['expire'], 'has no property `expire`'],
  ['unkey', [...verify, 'codes'], { valid: 'a', unknown: 'b' }, 'no code for `disabled`'],
  ['unkey', [...verify, 'refused'], { data: '$records' }, '`$records` has no value in the template'],
  ['unkey', [...words('/v2/apis.listKeys'), 'filter', 'by'], { external: 'identity' }, 'no parameter `external`'],
  ['unkey', [...words('/v2/keys.rerollKey'), 'rotate', 'grace'], 'expiry', '`expiry`'],
  ['unkey', [...words('/v2/keys.rerollKey'), 'rotate', 'during'], 'disable', '`during` requires `retire`'],
  [
    'workos',
    ['components', 'schemas', 'ApiKey', 'x-latchkey', 'within'],
    [{ parameter: 'team', in: 'body' }],
    '`team`',
  ],
  ['workos', ['x-latchkey', 'errors'], undefined, 'needs `errors` at the root'],
])('%s: a mistake at %j is found', (id, keys, value, message) => {
  expect(() => load(id, keys, value)).toThrow(message)
})

test('the documents of the emulations are clean', () => {
  for (const id of ['unkey', 'workos']) expect(loadValue(documentOf(id), id, checkKeywords).warnings).toEqual([])
})
