/** "The form refused what the API accepts": the fields of a new key, on every system. */
import { Latchkey, type SystemId, systemIds } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readKey } from '../../../examples/settings-page/src/keys/read-key.ts'
import { lengthErrorOf } from '../../../examples/settings-page/src/parts/max-length.ts'
import { ServerClock } from '../../../examples/settings-page/src/shop/server-clock.ts'

describe('I typed 60 emoji as a name, and the field stopped at 50', () => {
  test.each(systemIds)('on %s the field takes as many as the API, and no more', async system => {
    const mock = createMock({ system, baseUrl: 'https://shop.example/api/v1' })
    const options = { system, baseUrl: 'https://shop.example/api/v1', fetch: mock.fetch } as const
    const { token } = await new Latchkey<SystemId>(options).sessions.create({
      email: 'admin@north.example',
      password: 'password',
    })
    const shop = new Latchkey<SystemId>({ ...options, session: token })
    const { label, userChoice } = shop.system
    if (!label) return expect(system).toBe('store-admin')
    const { field, maxLength } = label
    const create = (name: string) =>
      (shop.apiKeys.create as (key: object) => Promise<object>)({
        [field]: name,
        ...(userChoice === 'required' && { user_id: 'usr_north_admin' }),
      })
    const longest = '🔑'.repeat(maxLength ?? 0)
    expect(lengthErrorOf(longest, maxLength ?? 0)).toBe('')
    expect(lengthErrorOf(`  ${longest}\t`, maxLength ?? 0)).toBe('')
    expect(await create(`  ${longest}\t`)).toMatchObject({ [field]: longest })
    expect(lengthErrorOf(`${longest}🔑`, maxLength ?? 0)).toBe('Use at most 100 characters, not 101.')
    await expect(create(`${longest}🔑`)).rejects.toMatchObject({ code: 'validation_failed' })
  })
})

describe('the mock server runs in 2028, and "In 30 days" is in the past', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-01-05T08:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const form = new FormData()
  form.set('label:name', 'Report')
  form.set('days', '30')
  form.set('enabled', 'on')

  test('the time is counted from the clock of the server', () => {
    const clock = new ServerClock()
    clock.read(new Response(null, { headers: { Date: 'Wed, 01 Mar 2028 12:00:00 GMT' } }))
    vi.advanceTimersByTime(60_000)
    expect(readKey(form, true, clock.now())).toEqual({ name: 'Report', expires_at: '2028-03-31T12:01:00.000Z' })
    expect(clock.whenLocal('2028-03-01T13:00:00Z')).toBe(Date.parse('2026-01-05T09:00:00Z'))
  })

  test("a response without a date leaves the browser's clock", () => {
    const clock = new ServerClock()
    clock.read(new Response())
    clock.read(new Response(null, { headers: { Date: 'tomorrow' } }))
    expect(readKey(form, true, clock.now())).toEqual({ name: 'Report', expires_at: '2026-02-04T08:00:00.000Z' })
  })
})
