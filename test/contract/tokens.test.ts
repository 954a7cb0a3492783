/** Findings about keys that other products have, in the document of the engine's tests. */
import { expect, test } from 'vitest'
import { isObject } from '../../openapi/contract/json.ts'
import { pointerKeys, valueAt } from '../../openapi/contract/pointer.ts'
import { checkDocument } from '../../openapi/vocabulary/check.ts'
import { document } from '../engine/keys/tokens.ts'

/** @param edits new values by JSON pointer; undefined removes the member */
function found(edits: Readonly<Record<string, unknown>>): string[] {
  const copy = structuredClone(document)
  for (const [pointer, value] of Object.entries(edits)) {
    const keys = pointerKeys(pointer)
    const parent = valueAt(copy, keys.slice(0, -1))
    if (!isObject(parent)) throw new Error(`The document has nothing at ${pointer}.`)
    if (value === undefined) Reflect.deleteProperty(parent, keys.at(-1) ?? '')
    else Reflect.set(parent, keys.at(-1) ?? '', value)
  }
  return checkDocument(copy).map(({ rule, message }) => `${rule}: ${message}`)
}

const ROLL = '/paths/~1tokens~1{id}~1roll/post/x-latchkey'
const LIST = '/paths/~1tokens/get/x-latchkey'
const CURRENT = '/paths/~1tokens~1current/get/x-latchkey'
const TOKEN = '/components/schemas/Token'
const SCHEME = '/components/securitySchemes/token/x-latchkey'

test('the document is clean', () => {
  expect(found({})).toEqual([])
})

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    'an id that two records would share',
    { [`${ROLL}/rotate`]: { copies: ['id'] } },
    'rotate: `id` is the id of `Token`, which the new record cannot share with the old one. Remove it, or set `in_place` so that the same record gets a new secret.',
  ],
  [
    'what a rotation in place cannot have',
    { [`${ROLL}/rotate`]: { in_place: true, copies: ['name'] } },
    'rotate: With `in_place` there is no second record, so `copies` has no meaning. Remove it.',
  ],
  [
    'a transition that does not exist',
    { [`${ROLL}/rotate`]: { retire: 'remove' } },
    'rotate: `remove` is not a transition of `Token`. Known: `disable`, `enable` and `delete`.',
  ],
  [
    'a secret in an answer that does not show it',
    { [`${CURRENT}/answer`]: { name: '$record.value' } },
    'secret: The response of `currentToken` has `value` of `Token`, but `shown_by` does not list it. Add it there, or respond without the secret.',
  ],
  [
    'an operation in `shown_by` whose answer does not have the secret',
    { [`${ROLL}/answer`]: { result: '$record.id' } },
    'secret: `value` of `Token` is shown by `rollToken`, whose response has no such property. Respond with the schema that has it, name `$record.value` in its `answer`, or remove `rollToken` from `shown_by`.',
  ],
  [
    'a caller that is no record of a resource',
    { '/paths/~1me/get/x-latchkey': { resource: 'Token', does: 'identify' } },
    'does: `does: identify` describes the caller, which is a record of no resource. Remove `resource`; or, to show the credential of the request as a record, write `does: get` with `record: { in: credential }`.',
  ],
  [
    'a placeholder that a caller does not have',
    { '/paths/~1me/get/x-latchkey': { does: 'identify', answer: { id: '$id' } } },
    'answer: `$id` has no value in the template of `whoAmI`. Known: `request_id`, `now`, `path`, `query`, `body` and `record`.',
  ],
  [
    'a type of credential that does not exist',
    { '/paths/~1me/get/x-latchkey': { does: 'identify', answer: { id: '$record.token.id' } } },
    'answer: The caller has no `token`. Known: `type`, `user`, `account`, `permissions` and `api_token`.',
  ],
  [
    'a credential of another resource',
    { '/paths/~1tokens~1current/get/security': [] },
    'record: No security scheme of `currentToken` authenticates `Token`, so a credential is never such a record. Correct `resource` or `security`.',
  ],
  [
    'a member of a credential',
    { [`${CURRENT}/record`]: { in: 'credential', by: 'id' } },
    'record: The credential is the record itself. Remove `by`.',
  ],
  [
    'a place without a name',
    { [`${CURRENT}/record`]: { in: 'query' } },
    'record: `record` does not say which field of the query holds the value. Add `by`.',
  ],
  [
    'a list of objects as permissions',
    { [`${SCHEME}/narrowed_by`]: 'policies' },
    'authenticates: `policies` of `Token` is a list of values of the type `object`. `narrowed_by` needs a list of the names of permissions, so a credential with such a list could do nothing.',
  ],
  [
    'a start that no property holds',
    { [`${SCHEME}/starts_at`]: 'not_befor' },
    'authenticates: `Token` has no property `not_befor`. Did you mean `not_before`?',
  ],
  [
    'a parameter without an effect',
    { [`${LIST}/ignores`]: undefined },
    'search: The query parameter `all` has no effect: `Token` has no property of that name to filter by. Known: `id`, `name`, `note`, `status`, `expires_on`, `not_before`, `issued_on` and `policies`. Write in `filter` by which property it filters, or list it in `ignores` if it has no effect on purpose.',
  ],
  [
    'an ignored parameter that does not exist',
    { [`${LIST}/ignores`]: ['all', 'alle'] },
    'ignores: `alle` is not a query parameter of `listTokens`. Did you mean `all`?',
  ],
  [
    'a direction without an order',
    { [`${LIST}/sort`]: { direction: 'direction' } },
    'sort: `direction` gives the direction of no order. Name the property in `default`, or the parameter with the property in `parameter`.',
  ],
  [
    'a placeholder without braces in a text',
    { '/x-latchkey': { errors: { body: { message: '$messages' }, messages: { type: '$field is wrong' } } } },
    'errors: `$field` is a part of a text in the template of `messages`, where it is not replaced. Write `{$field}`.',
  ],
  [
    'a state to revive to that does not exist',
    { [`${TOKEN}/x-latchkey/lifecycle/expires/revives_to`]: 'activ' },
    'lifecycle: A record of `Token` that revives to `activ` never expires again. Did you mean `active`? Use a state of `from`.',
  ],
  [
    'a secret of the seed that is a number',
    { [`${TOKEN}/x-latchkey/seed/0/value`]: 12345678 },
    'seed: `value` of the seeded record `root` is not a text, so no credential is the same. Quote it.',
  ],
  [
    'a secret of the seed that does not have its form',
    { [`${TOKEN}/x-latchkey/seed/0/value`]: 't_short' },
    'seed: `value` of the seeded record `root` does not have the form `t_{hex:32}`. Correct it, or the form.',
  ],
])('%s is found', (_, edits, expected) => {
  expect(found(edits)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]))
})
