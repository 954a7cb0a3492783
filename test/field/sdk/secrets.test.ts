/** Assertions on secrets: the old one is not the new one. */
import assert from 'node:assert'
import { inspect } from 'node:util'
// @ts-expect-error it has no types
import cloneDeep from 'lodash/cloneDeep.js'
// @ts-expect-error it has no types
import isEqual from 'lodash/isEqual.js'
import { expect, it, vi } from 'vitest'
import { Secret } from '../../../src/index.ts'

// They print alike.
const OLD = `lk_live_${'a'.repeat(40)}9fQ2`
const NEW = `lk_live_${'b'.repeat(40)}9fQ2`

it('is not called with the old secret if it is called with the new one', () => {
  const deploy = vi.fn()
  deploy(new Secret(NEW))
  expect(deploy).toHaveBeenCalledWith(new Secret(NEW))
  expect(deploy).not.toHaveBeenCalledWith(new Secret(OLD))
  expect({ secret: new Secret(OLD) }).not.toEqual({ secret: new Secret(NEW) })
})

it.each<[string, (a: unknown, b: unknown) => boolean]>([
  ['assert.deepStrictEqual', (a, b) => !throws(() => assert.deepStrictEqual(a, b))],
  ['assert.deepEqual', (a, b) => !throws(() => assert.deepEqual(a, b))],
  ['lodash', isEqual],
])('is equal to a secret with the same value, and to no other: %s', (_, equal) => {
  expect(equal(new Secret(OLD), new Secret(OLD))).toBe(true)
  const wraps: ((secret: Secret) => unknown)[] = [
    key => ({ key }),
    key => [key],
    key => new Set([key]),
    key => new Map([['key', key]]),
  ]
  for (const wrap of wraps) {
    expect(equal(wrap(new Secret(OLD)), wrap(new Secret(OLD)))).toBe(true)
    for (const other of [NEW, `${OLD}x`, OLD.slice(0, -1), ''])
      expect(equal(wrap(new Secret(OLD)), wrap(new Secret(other)))).toBe(false)
  }
})

it('shows as little in a failed assertion as anywhere', () => {
  const error: unknown = (() => {
    try {
      assert.deepStrictEqual(new Secret(OLD), new Secret(NEW))
    } catch (thrown) {
      return thrown
    }
  })()
  expect(inspect(error, { depth: 9, customInspect: false })).not.toMatch(/aaa|bbb/)
  expect(inspect(new Secret(OLD))).toBe('lk_live_****9fQ2')
})

// Source: aeternity/aepp-sdk-js #1347
it('is not wrapped by the reactivity of Vue, which leaves frozen objects alone', () => {
  expect(Object.isFrozen(new Secret(OLD))).toBe(true)
})

it.each<[string, (secret: Secret) => Secret]>([
  ['a proxy', secret => new Proxy(secret, {})],
  ['cloneDeep of lodash', cloneDeep],
  ['a copy of its fields', secret => Object.assign(Object.create(Secret.prototype), secret)],
])('is not an empty text in a copy: %s', (_, copy) => {
  const secret = copy(new Secret(OLD))
  expect(() => secret.reveal()).toThrow(new TypeError('A copy of a Secret is empty.'))
  expect(`${secret} ${JSON.stringify(secret)}`).toBe('**** "****"')
})

it('has nothing but a number in a structured clone', () => {
  expect(Object.values(structuredClone(new Secret(OLD)))).toEqual([expect.any(Number)])
})

function throws(work: () => void): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}
