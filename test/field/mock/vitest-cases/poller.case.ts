/** A module that starts to poll at its first use, and never stops. */
import { expect } from 'vitest'
import { test } from '../../../../mock/vitest.ts'

const BASE = 'https://shop.test/api/v1'
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

const results: unknown[] = []
let poller: NodeJS.Timeout | undefined
function startPolling(): void {
  poller ??= setInterval(async () => results.push(await fetch(`${BASE}/me`).catch(error => error.message)), 5)
}
const next = async () => {
  const { length } = results
  while (results.length < length + 2) await pause(5)
  return results.at(-1)
}

test('the poller starts', async ({ mock }) => {
  startPolling()
  await next()
  expect(mock.requests.length).toBeGreaterThan(0)
})

test('the poller of an earlier test reaches the mock of the only test', async ({ mock }) => {
  const response = await next()
  expect(response).toMatchObject({ status: 401 })
  expect(mock.requests.length).toBeGreaterThan(0)
})

test.afterEach(async () => {
  await pause(20)
})

for (const name of ['one', 'other'])
  test.concurrent(`the poller of an earlier test reaches neither mock of two: ${name}`, async ({ mock }) => {
    await pause(50)
    const reason = await next()
    expect(reason).toMatch(
      /^A request to https:\/\/shop.test\/api\/v1\/me was sent in the context of a test that has ended, and 2 tests are running at the same time/,
    )
    expect(reason).toContain('Stop timers, pollers and batchers')
    expect(mock.requests).toEqual([])
    await pause(50)
  })

test('the end', async () => {
  clearInterval(poller)
})
