/** The short form of `npm run attack`. */
import { describe, expect, test } from 'vitest'
import { tools } from './tools.ts'

describe('the short attack', () => {
  test.each(Object.entries(tools))('%s finds no violation', async (_, tool) => {
    const { counts, violations } = await tool({ size: 'short', seed: 1 })
    expect(violations).toEqual([])
    // A tool that tried nothing would find nothing.
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0)
  })
})
