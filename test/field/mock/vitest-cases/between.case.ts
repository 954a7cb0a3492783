/** A request that is sent after its test has ended, before the next one. */
import { afterAll, expect } from 'vitest'
import { test } from '../../../../mock/vitest.ts'

let late: Promise<unknown> | undefined

test('a test that does not wait for its timer', ({ mock: _ }) => {
  late = new Promise(resolve => setTimeout(resolve, 50)).then(() => fetch('https://shop.test/api/v1/me'))
})

afterAll(async () => {
  await expect(late).rejects.toThrow('in the context of a test that has ended, and no test is running')
})
