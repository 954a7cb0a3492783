import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../contract/json.ts'
import { readDocumentFrom } from '../../read/document/from-disk.ts'
import { readValue } from '../../read/document/read-value.ts'
import { typesOf } from '../types/openapi-typescript.ts'
import { STAND_INS } from './plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
let builtTypesOf: typeof typesOf

beforeAll(async () => {
  const outfile = join(folder, 'types.mjs')
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url)' }
  await build({
    entryPoints: [here('../types/openapi-typescript.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [STAND_INS],
    banner,
  })
  builtTypesOf = (await import(pathToFileURL(outfile).href)).typesOf
})

afterAll(() => rmSync(folder, { recursive: true }))

const DOCUMENTS = [
  '../../generated/standard.json',
  '../../../test/world/documents/jira.json',
  '../../../test/world/documents/telnyx.json',
  '../../../test/world/documents/wiremock.json',
  '../../../test/contract/infer/documents/stripe.json',
  '../../../test/contract/infer/documents/unkey.json',
]

test.each(DOCUMENTS)('the build writes the same types as TypeScript: %s', async path => {
  const { document } = await readDocumentFrom(here(path))
  expect(await builtTypesOf(document)).toBe(await typesOf(document))
})

test('of names, comments and values that are hard to print, too', async () => {
  const text =
    'A "quote", a \\, a\ttab,\u2028 a separator, \0 and \u00011, ü, 🗝 */ and\r\n\r\n    an indented line\rthe end'
  const { document } = readValue({
    openapi: '3.1.0',
    info: { title: 'Hard', version: '1' },
    paths: {
      '/a"b\\c': { get: { operationId: '__proto__', description: text, responses: { 204: { description: '' } } } },
    },
    components: {
      schemas: {
        Hard: {
          type: 'object',
          title: text,
          properties: {
            [text]: { type: 'string', enum: [text, '', '1'], description: text },
            1: { const: -1.5 },
            '-1': { type: ['integer', 'null'], default: { a: [1, text] } },
            tuple: {
              type: 'array',
              prefixItems: [{ type: 'string' }, { oneOf: [{ type: 'string' }, { type: 'null' }] }],
            },
            lists: { type: 'array', items: { type: 'array', items: { type: ['string', 'number'] } } },
            few: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2, readOnly: true },
            map: {
              type: 'object',
              additionalProperties: { allOf: [{ type: 'object' }, { $ref: '#/components/schemas/Hard' }] },
            },
            none: { type: 'object', additionalProperties: false },
            class: { not: {} },
          },
        },
      },
    },
  }) as { document: JsonObject }
  const types = await typesOf(document)
  expect(types).toContain('__proto__')
  expect(await builtTypesOf(document)).toBe(types)
  expect(await builtTypesOf(document, { immutable: true })).toBe(await typesOf(document, { immutable: true }))
})
