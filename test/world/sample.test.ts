/** A fixed sample of public documents, reduced: each starts, and each operation answers with what its document allows. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tryDocument } from './try-document.ts'

const LABELLED = [
  'akeneo',
  'billingo',
  'discourse',
  'forem',
  'hetzner',
  'museum',
  'openai',
  'plaid',
  'svix',
  'traccar',
  'train-travel',
  'unkey',
  'up',
  'ynab',
]
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const own = readdirSync(here('documents')).map(name => here(`documents/${name}`))
const files = [...own, ...LABELLED.map(name => here(`../contract/infer/documents/${name}.json`))]

test('the sample has 40 documents', () => {
  expect(files).toHaveLength(40)
})

test.each(files)('%s answers', async file => {
  const { operations, valid, refused, failures } = await tryDocument(file)
  expect({ refused, failures }).toEqual({ refused: undefined, failures: [] })
  expect(operations).toBeGreaterThan(0)
  expect(valid).toBe(operations)
})
