/** A fixed sample of public documents, reduced: each starts, and each operation answers with what its document allows. */
import { expect, test } from 'vitest'
import { SAMPLE } from './sample.ts'
import { tryDocument } from './try-document.ts'

test('the sample has 40 documents', () => {
  expect(SAMPLE).toHaveLength(40)
})

test.each(SAMPLE)('%s answers', async file => {
  const { operations, valid, refused, failures } = await tryDocument(file)
  expect({ refused, failures }).toEqual({ refused: undefined, failures: [] })
  expect(operations).toBeGreaterThan(0)
  expect(valid).toBe(operations)
})
