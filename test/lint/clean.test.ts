/** The documents of the package have no findings. */
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentPath, emulations, systems } from '../../mock/server/documents.ts'
import { lintAnyDocument, lintStrictDocument } from '../../openapi/read/lint-document.ts'

const clean = { findings: [], isComplete: true }
const STANDARD = documentPath('standard')

test('the emulations, as they are written', async () => {
  const files = globSync('openapi/emulations/*/*.yaml')
  expect(files.length).toBeGreaterThanOrEqual(5)
  for (const file of files) expect(await lintAnyDocument(file, {}), file).toEqual(clean)
})

test('the systems, as they are written', async () => {
  const files = ['openapi/openapi.yaml', ...globSync('openapi/systems/*.overlay.yaml')]
  expect(files.length).toBe(6)
  for (const file of files) expect(await lintStrictDocument(file, [], STANDARD), file).toEqual(clean)
})

test('the documents in the package', async () => {
  expect(systems().length + emulations().length).toBeGreaterThanOrEqual(11)
  for (const id of systems()) expect(await lintStrictDocument(documentPath(id), [], STANDARD), id).toEqual(clean)
  for (const id of emulations()) expect(await lintAnyDocument(documentPath(id), {}), id).toEqual(clean)
})
