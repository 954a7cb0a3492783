/** The guards check a plan in the order of the contract: narrowing, rotation, lifecycle, window, limits. */
import { expect, test } from 'vitest'
import { editedContract, operationOf, resourceOf } from './edited-contract.ts'
import { World } from './world.ts'

/** The rules that a rotation breaks. */
interface Faults {
  /** The caller is a narrowed key, and the rotated key has more permissions. */
  readonly isNarrowed?: boolean
  readonly isRevoked?: boolean
  readonly isWindowClosed?: boolean
  /** As many keys retire as the limit allows. */
  readonly isFull?: boolean
}

/** Rotation also requires an open window, and each user has at most one active key. */
const contractOf = (rotatesFrom: readonly string[]) =>
  editedContract(contract => {
    for (const limit of resourceOf(contract, 'ApiKey').limits ?? []) limit.max = 1
    const operation = operationOf(contract, 'rotateApiKey')
    operation.window = 'ClearOperations'
    Object.assign(operation.rotate ?? {}, { from: rotatesFrom })
    const [forbidden, conflict] = [operation.responses[403], operation.responses[409]]
    forbidden?.codes?.push('clear_operations_closed')
    conflict?.codes?.push('key_already_revoked')
  })

const FROM_ACTIVE = ['active']
/** The rotation itself allows a revoked key, but its transition `revoke` does not. */
const FROM_REVOKED = ['active', 'revoked']

/** Rotates a key. Returns the error code, or the status if the rotation succeeds. */
async function rotate(
  { isNarrowed, isRevoked, isWindowClosed, isFull }: Faults,
  rotatesFrom = FROM_ACTIVE,
): Promise<string | number> {
  const world = new World({ contract: contractOf(rotatesFrom) })
  const admin = await world.signIn()
  const send = (call: string, body: object = {}, as = admin) => world.request(call, { as, body })
  const open = () => world.request('POST /clear-operations/open', { as: admin })
  const narrow = await world.createKey(admin, { user_id: 'usr_north_manager', scopes: ['api_keys:write'] })
  const first = await world.createKey(admin)
  await open()
  const grace_seconds = isFull ? 600 : 0
  const key = isFull ? (await send(`POST /api-keys/${first.id}/rotate`, { grace_seconds })).body : first
  if (isRevoked) await world.request(`POST /api-keys/${key.id}/revoke`, { as: admin })
  if (isWindowClosed) await world.request('POST /clear-operations/close', { as: admin })
  const before = world.records().replace(/"last_used_at": .*/g, '')
  const as = isNarrowed ? narrow.secret : admin
  const { status, body } = await send(`POST /api-keys/${key.id}/rotate`, { grace_seconds }, as)
  if (status === 201) return status
  expect(world.records().replace(/"last_used_at": .*/g, '')).toBe(before)
  return body.code
}

test('a rotation that breaks no rule succeeds', async () => {
  expect(await rotate({})).toBe(201)
})

const PERMISSIONS = 'the permissions of a narrowed key'
const ROTATION = 'the state that the rotation requires'
const LIFECYCLE = 'the state that the transition requires'
const WINDOW = 'the window'
const LIMIT = 'the limit'

/** Two rules in their order, the faults that break both, the faults that break the second, and the two error codes. */
const pairs: readonly {
  readonly first: string
  readonly second: string
  readonly both: Faults
  readonly onlySecond: Faults
  readonly from?: string[]
  readonly codes: readonly [first: string, second: string]
}[] = [
  {
    first: PERMISSIONS,
    second: ROTATION,
    both: { isNarrowed: true, isRevoked: true },
    onlySecond: { isRevoked: true },
    codes: ['permission_denied', 'invalid_transition'],
  },
  {
    first: PERMISSIONS,
    second: LIFECYCLE,
    both: { isNarrowed: true, isRevoked: true },
    onlySecond: { isRevoked: true },
    from: FROM_REVOKED,
    codes: ['permission_denied', 'key_already_revoked'],
  },
  {
    first: PERMISSIONS,
    second: WINDOW,
    both: { isNarrowed: true, isWindowClosed: true },
    onlySecond: { isWindowClosed: true },
    codes: ['permission_denied', 'clear_operations_closed'],
  },
  {
    first: PERMISSIONS,
    second: LIMIT,
    both: { isNarrowed: true, isFull: true },
    onlySecond: { isFull: true },
    codes: ['permission_denied', 'active_key_limit_reached'],
  },
  {
    first: ROTATION,
    second: WINDOW,
    both: { isRevoked: true, isWindowClosed: true },
    onlySecond: { isWindowClosed: true },
    codes: ['invalid_transition', 'clear_operations_closed'],
  },
  {
    first: LIFECYCLE,
    second: WINDOW,
    both: { isRevoked: true, isWindowClosed: true },
    onlySecond: { isWindowClosed: true },
    from: FROM_REVOKED,
    codes: ['key_already_revoked', 'clear_operations_closed'],
  },
  {
    first: ROTATION,
    second: LIMIT,
    both: { isRevoked: true, isFull: true },
    onlySecond: { isFull: true },
    codes: ['invalid_transition', 'active_key_limit_reached'],
  },
  {
    first: WINDOW,
    second: LIMIT,
    both: { isWindowClosed: true, isFull: true },
    onlySecond: { isFull: true },
    codes: ['clear_operations_closed', 'active_key_limit_reached'],
  },
]

test.each(pairs)('$first: checked before $second', async ({ both, onlySecond, from, codes }) => {
  expect([await rotate(both, from), await rotate(onlySecond, from)]).toEqual(codes)
})

test(`${ROTATION}: checked before ${LIFECYCLE}`, async () => {
  const codes = [await rotate({ isRevoked: true }), await rotate({ isRevoked: true }, FROM_REVOKED)]
  expect(codes).toEqual(['invalid_transition', 'key_already_revoked'])
})
