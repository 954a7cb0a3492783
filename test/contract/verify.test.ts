/** `verify`: findings in the document of the engine's tests. */
import { expect, test } from 'vitest'
import { isObject } from '../../openapi/contract/json.ts'
import { pointerKeys, valueAt } from '../../openapi/contract/pointer.ts'
import { checkDocument } from '../../openapi/vocabulary/check.ts'
import { document } from '../engine/keys/shop.ts'

const WORDS = '#/paths/~1verify/post/x-latchkey'

/** @param edits new values by JSON pointer below the keywords; undefined removes the member */
function found(edits: Readonly<Record<string, unknown>>): string[] {
  const copy = structuredClone(document)
  for (const [pointer, value] of Object.entries(edits)) {
    const keys = pointerKeys(pointer)
    const parent = valueAt(copy, [...pointerKeys(WORDS), ...keys.slice(0, -1)])
    if (!isObject(parent)) throw new Error(`The keywords have nothing at ${pointer}.`)
    if (value === undefined) Reflect.deleteProperty(parent, keys.at(-1) ?? '')
    else Reflect.set(parent, keys.at(-1) ?? '', value)
  }
  return checkDocument(copy)
    .filter(({ isLenient }) => !isLenient)
    .map(({ rule, at, message }) => `${rule} ${at.pointer.replace(WORDS, '')}: ${message}`)
}

test('the document is clean', () => {
  expect(found({})).toEqual([])
})

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    'a verb without its keyword',
    { '/verify': undefined },
    'verify /does: `does: verify` requires the keyword `verify`. Add it.',
  ],
  [
    'a secret whose place is not given',
    { '/record': undefined },
    'verify /does: `does: verify` needs to know where the secret is. Add `record`, such as `{ in: body, by: key }`.',
  ],
  [
    'a property that is no secret',
    { '/record/property': 'id' },
    'verify /record/property: `id` is not a secret of `Token`. Known: `token`.',
  ],
  [
    'permissions that no property holds',
    { '/verify/permissions/held': ['permission'] },
    'verify /verify/permissions: `permission` is not a property of `Token`. Did you mean `permissions`?',
  ],
  [
    'a number that no property holds',
    { '/verify/spends': 'credit.left' },
    'verify /verify/spends: `credit` is not a property of `Token`. Did you mean `credits`?',
  ],
  [
    'permissions without a code',
    { '/verify/codes/permission': undefined },
    'verify /verify/codes: `codes` has no code for `permission`. Add it.',
  ],
  [
    'a number to spend without a code',
    { '/verify/codes/spent': undefined },
    'verify /verify/codes: `codes` has no code for `spent`. Add it.',
  ],
  [
    'a code of a state that does not exist',
    { '/verify/codes/paused': 'X' },
    'verify /verify/codes/paused: `paused` is not a state of `Token`. Known: `on`, `off` and `gone`.',
  ],
  [
    'no code for an unknown secret',
    { '/verify/codes/unknown': undefined },
    'verify /verify/codes: `codes` has no code for `unknown`. Add it.',
  ],
])('%s is found', (_, edits, message) => {
  expect(found(edits)).toEqual([message])
})
