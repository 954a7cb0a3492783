import { describe, expect, test } from 'vitest'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { IdempotencyStore, stillRunning } from './idempotency.ts'

const MINUTE = 60_000
const one = { scope: 'one', fingerprint: 'a' }
const answer = { body: { id: 'key_1' }, created: 'key_1' }

describe('kept responses', () => {
  test('are returned for the same request', () => {
    const store = new IdempotencyStore()
    expect(store.replay(one, 0)).toBeUndefined()
    store.keep(one, answer, 0)
    expect(store.replay(one, 10 * MINUTE - 1)).toBe(answer)
    expect(store.replay({ ...one, scope: 'other' }, 0)).toBeUndefined()
  })

  test('reject another request with the same key', () => {
    const store = new IdempotencyStore()
    store.keep(one, answer, 0)
    expect(thrownBy(() => store.replay({ ...one, fingerprint: 'b' }, 1))).toMatchObject({
      code: 'idempotency_key_reused',
    })
  })

  test('expire after 10 minutes, even before they are removed', () => {
    const store = new IdempotencyStore()
    store.keep(one, answer, 0)
    expect(store.replay({ ...one, fingerprint: 'b' }, 10 * MINUTE)).toBeUndefined()
    store.forget(10 * MINUTE)
    // If it were still there, it would be valid at this time.
    expect(store.replay(one, MINUTE)).toBeUndefined()
  })

  test('are removed individually', () => {
    const store = new IdempotencyStore()
    const two = { ...one, scope: 'two' }
    store.keep(one, answer, 0)
    store.keep(two, answer, 5 * MINUTE)
    store.forget(12 * MINUTE)
    expect([store.replay(one, MINUTE), store.replay(two, MINUTE)]).toEqual([undefined, answer])
  })
})

test('a scope runs from start to finish, and cannot be started twice', () => {
  const store = new IdempotencyStore()
  expect([store.isRunning('a'), store.start('a'), store.isRunning('a'), store.start('a'), store.start('b')]).toEqual([
    false,
    true,
    true,
    false,
    true,
  ])
  store.finish('a')
  expect([store.isRunning('a'), store.isRunning('b'), store.start('a')]).toEqual([false, true, true])
  expect(stillRunning().code).toBe('idempotency_conflict')
})
