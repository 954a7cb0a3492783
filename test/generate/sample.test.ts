/** A part of what `npm run generate:sample` tries. */
import { expect, test } from 'vitest'
import { SAMPLE } from '../world/sample.ts'
import { tryDocuments } from './try-documents.ts'

/** Required headers, paths with a fragment, forms, and responses of any media type. */
const NAMES = ['bunq', 'cloudformation', 'synq']

test('what is generated from public documents compiles, and its client calls its mock', async () => {
  const files = SAMPLE.filter(file => NAMES.some(name => file.endsWith(`/${name}.json`)))
  expect(files).toHaveLength(NAMES.length)
  const outcomes = await tryDocuments(files)
  expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(files.map(file => [file, undefined])))
})
