import { describe, expect, test } from 'vitest'
import { resource, thrownBy } from '../../../test/engine/helpers.ts'
import { Collection } from '../store/collection.ts'
import { guardLimits, guardRotation } from './limits.ts'

const ACTIVE = { status: 'active', user_id: 'a', account_id: 'acc' }
const PAUSED = { ...ACTIVE, status: 'paused' }
const RETIRING = { at: 0, by: 'a', take: 'revoke' }

/** Two active records a user, three an account. */
function collection(...users: string[]): Collection {
  const count = { status: ['active'] }
  const limits = [
    { count, per: 'user', max: 2, refuse: 'too_many' },
    { count, per: 'account', max: 3, refuse: 'far_too_many' },
    { count, per: 'account', max: null },
  ] as const
  const collection = new Collection('Thing', resource({ owner: { tenant: 'account_id', user: 'user_id' }, limits }))
  for (const [index, user_id] of users.entries()) collection.insert({ ...ACTIVE, id: `thing_${index}`, user_id })
  return collection
}

describe('a limit', () => {
  test('lets records in up to its maximum, for each scope on its own', () => {
    expect(() => guardLimits(collection('a'), [{ after: ACTIVE }])).not.toThrow()
    expect(() => guardLimits(collection('a', 'a'), [{ after: { ...ACTIVE, user_id: 'b' } }])).not.toThrow()
  })

  test('refuses one more, and says how many there are and where the rule stands', () => {
    expect(thrownBy(() => guardLimits(collection('a', 'a'), [{ after: ACTIVE }]))).toMatchObject({
      code: 'too_many',
      members: { limit: 2, used: 2, scope: 'user' },
      at: '#/components/schemas/Thing/x-latchkey/limits/0',
    })
    expect(thrownBy(() => guardLimits(collection('a', 'b', 'c'), [{ after: ACTIVE }]))).toMatchObject({
      code: 'far_too_many',
      members: { limit: 3, used: 3, scope: 'account' },
      at: '#/components/schemas/Thing/x-latchkey/limits/1',
    })
  })

  test('counts the changes of one request together', () => {
    const resume = { before: PAUSED, after: ACTIVE }
    expect(() => guardLimits(collection('a'), [resume])).not.toThrow()
    expect(() => guardLimits(collection('a'), [resume, resume])).toThrow()
    expect(() => guardLimits(collection('a', 'a'), [{ before: ACTIVE, after: PAUSED }, resume])).not.toThrow()
  })

  test('has nothing against changes that bring none in, even above it', () => {
    const full = collection('a', 'a', 'a', 'a')
    for (const change of [{ before: ACTIVE, after: ACTIVE }, { before: ACTIVE, after: PAUSED }, { after: PAUSED }])
      expect(() => guardLimits(full, [change])).not.toThrow()
  })
})

describe('the limit on rotation', () => {
  function rotating(users: readonly string[], retiring: readonly number[], which: number) {
    const things = collection(...users)
    for (const index of retiring) {
      const entry = things.get(`thing_${index}`)
      if (entry) things.setRetiring(entry, RETIRING)
    }
    const old = things.get(`thing_${which}`)
    if (!old) throw new Error('There is no such record.')
    return (retires: boolean) => () => guardRotation(things, old, retires)
  }

  test('lets a full scope rotate, with and without grace', () => {
    for (const retires of [true, false]) expect(rotating(['a', 'a'], [], 0)(retires)).not.toThrow()
  })

  test('lets as many retire as may be active, and no more', () => {
    expect(rotating(['a', 'a', 'a'], [0], 1)(true)).not.toThrow()
    const guard = rotating(['a', 'a', 'a', 'a'], [0, 1], 2)
    expect(thrownBy(guard(true))).toMatchObject({ code: 'too_many', members: { limit: 2, used: 2 } })
    expect(guard(false)).not.toThrow()
  })

  test('counts a retiring record that is rotated again as one more', () => {
    expect(rotating(['a', 'a'], [0], 0)(true)).not.toThrow()
    expect(rotating(['a', 'a', 'a'], [0], 0)(true)).toThrow()
    expect(rotating(['a', 'a', 'a'], [0], 0)(false)).toThrow()
  })
})
