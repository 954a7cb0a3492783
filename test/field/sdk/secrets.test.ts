/** Assertions on secrets: the old one is not the new one. */
import assert from 'node:assert'
import { inspect } from 'node:util'
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
  expect(equal({ key: new Secret(OLD) }, { key: new Secret(OLD) })).toBe(true)
  for (const other of [NEW, `${OLD}x`, OLD.slice(0, -1), ''])
    expect(equal({ key: new Secret(OLD) }, { key: new Secret(other) })).toBe(false)
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

function throws(work: () => void): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}
