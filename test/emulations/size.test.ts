/** The keywords of an emulation stay few, and the documentation has their number. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sizeOf } from './size.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const products = readdirSync(here('../../openapi/emulations'))
const table = readFileSync(here('../../docs/emulations.md'), 'utf8')

/** The keywords of an operation, with its share of those of the document and of its resources. */
const MOST_LINES = 15

test.each(products)('%s', product => {
  const text = readFileSync(here(`../../openapi/emulations/${product}/openapi.yaml`), 'utf8')
  const { operations, lines } = sizeOf(text)
  expect(lines / operations).toBeLessThanOrEqual(MOST_LINES)
  expect(lines).toBeGreaterThan(operations)
  expect(table).toMatch(new RegExp(`\\[\`${product}\`\\][^\\n]*\\| ${operations} +\\| ${lines} `))
})

test('keywords are counted by the lines that they take, without the records of a seed', () => {
  const text = `
openapi: 3.1.0
x-latchkey: { nulls: omit }
paths:
  /notes:
    get:
      x-latchkey:
        resource: Note
        does: list
    parameters: []
components:
  schemas:
    Note:
      x-latchkey:
        id: { prefix: note_ }
        seed:
          - { id: note_1 }
          - { id: note_2 }
`
  expect(sizeOf(text)).toEqual({ operations: 1, lines: 6 })
})
