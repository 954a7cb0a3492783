import { expect } from 'vitest'
import { BASE } from '../shop.ts'

/** The mock logs its requests. */
export async function checkNetwork({ mock }: { mock: { requests: readonly unknown[] } }): Promise<void> {
  await fetch(`${BASE}/me`)
  expect(mock.requests).toHaveLength(1)
}
