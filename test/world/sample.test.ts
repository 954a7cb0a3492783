/** The sample of public documents: each starts, and each operation answers with what its document allows. */
import { expect, test } from 'vitest'
import { sample } from './sample.ts'
import { tryDocument } from './try-document.ts'

test('the sample has 40 documents', () => {
  expect(sample).toHaveLength(40)
})

test.each(sample)('%s answers', async file => {
  const { operations, valid, refused, failures } = await tryDocument(file)
  expect({ refused, failures }).toEqual({ refused: undefined, failures: [] })
  expect(operations).toBeGreaterThan(0)
  expect(valid).toBe(operations)
})
