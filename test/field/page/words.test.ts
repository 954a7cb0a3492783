/** Texts that depend on numbers and times. */
import { expect, test } from 'vitest'
import { countedOf, minutesOf } from '../../../examples/settings-page/src/clear/words.ts'
import { inUseTextOf, timeLeftOf } from '../../../examples/settings-page/src/keys/texts.ts'
import { relativeTimeOf } from '../../../examples/settings-page/src/parts/relative-time.ts'
import { levelOf, permissionsFor, titleOf, wordsOf } from '../../../examples/settings-page/src/users/permissions.ts'

const NOW = Date.parse('2026-01-05T08:00:00Z')
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString()

test('a relative time', () => {
  const times = [-1, 1, -61, -125, -3600, -26 * 3600, 90 * 86_400, -800 * 86_400]
  expect(times.map(seconds => relativeTimeOf(at(seconds), NOW))).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '2 minutes ago',
    '1 hour ago',
    '1 day ago',
    'in 3 months',
    '2 years ago',
  ])
})

test('the time that is left', () => {
  const times = [-1, 0, 5, 3600 - 120, 24 * 3600, 3 * 86_400]
  expect(times.map(seconds => timeLeftOf(at(seconds), NOW))).toEqual([
    undefined,
    undefined,
    '1 min',
    '58 min',
    '24 hours',
    '3 days',
  ])
})

test('one and many', () => {
  expect([1, 2].flatMap(count => [countedOf(count, 'products'), countedOf(count, 'categories')])).toEqual([
    '1 product',
    '1 category',
    '2 products',
    '2 categories',
  ])
  expect([minutesOf('PT60M'), minutesOf('PT1H30M')]).toEqual(['60 minutes', '90 minutes'])
  const key = { status: 'active', last_used_at: at(-180) } as Parameters<typeof inUseTextOf>[0][number]
  expect(inUseTextOf([key, { ...key, last_used_at: null }], NOW)).toBe(
    '1 of them was used in the last 24 hours. Programs that still use them will fail.',
  )
})

test('a level of permissions includes those before it, and leaves other resources alone', () => {
  const all = ['orders:read', 'orders:write', 'clear_operations:write']
  expect(permissionsFor('orders', 'write', all, [])).toEqual(['orders:read', 'orders:write'])
  expect(permissionsFor('clear_operations', 'write', all, ['orders:read'])).toEqual([
    'orders:read',
    'clear_operations:write',
  ])
  expect(permissionsFor('orders', 'none', all, all)).toEqual(['clear_operations:write'])
  expect([levelOf('orders', ['orders:read']), levelOf('clear_operations', all), levelOf('orders', [])]).toEqual([
    'read',
    'write',
    'none',
  ])
})

test('permissions in words', () => {
  expect(wordsOf(['api_keys:read', 'api_keys:write', 'clear_operations:write'])).toBe(
    'read and write API keys; write clear operations',
  )
  expect([titleOf('api_keys'), titleOf('clear_operations'), titleOf('read')]).toEqual([
    'API keys',
    'Clear operations',
    'Read',
  ])
})
