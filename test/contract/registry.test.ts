/** The registry of the keywords, and their modules. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { VERBS } from '../../openapi/contract/generated/words.ts'
import { registrySource } from '../../openapi/generate/vocabulary/registry-source.ts'
import { checks, references, refusals, validators } from '../../openapi/vocabulary/generated/registry.ts'
import schema from '../../openapi/vocabulary/x-latchkey.schema.json' with { type: 'json' }

const WORDS = join(import.meta.dirname, '../../openapi/vocabulary/words')
const modules = readdirSync(WORDS).map(file => file.replace('.ts', ''))

/** Keywords that belong to the module of another keyword, or that need no code. */
const MODULE_OF: Readonly<Record<string, string | null>> = {
  strict: null,
  inferred: null,
  nulls: null,
  unknown: null,
  headers: null,
  idempotency: null,
  body: null,
  singleton: 'within',
  visible_to: 'owner',
  shown_by: 'secret',
  redacts: 'secret',
  transition: 'lifecycle',
  true_in: 'lifecycle',
  ignores_case: 'unique',
  on_delete: 'refers_to',
  selected_by: 'selects',
  resource: 'does',
  id: 'does',
  by: 'authenticates',
  kind: 'authenticates',
  prefix: 'authenticates',
  acts_as: 'authenticates',
  grants: 'authenticates',
  narrowed_by: 'authenticates',
  starts_at: 'authenticates',
  ends_at: 'authenticates',
  bound: 'authenticates',
  ended_by: 'authenticates',
  touch: 'authenticates',
  accepts: 'authenticates',
  refuse: 'authenticates',
  where: 'authenticates',
  accepts_forms: 'authenticates',
  record: 'verify',
}

test('every keyword of the schema has a module', () => {
  const { document, resource, property, credential, selection, any_credential, operation } = schema.$defs
  const places = [document, resource, property, credential, selection, any_credential, operation]
  const keywords = places.flatMap(({ properties }) => Object.keys(properties))
  const missing = keywords.filter(keyword => {
    const module = keyword in MODULE_OF ? MODULE_OF[keyword] : keyword
    return typeof module === 'string' && !modules.includes(module)
  })
  expect(missing).toEqual([])
})

test('every module is in the registry', () => {
  const registered = new Set([checks, references, refusals, validators].flatMap(table => Object.keys(table)))
  expect(modules.filter(word => !registered.has(word))).toEqual([])
})

test('a module is registered with its exports', () => {
  const source = registrySource([
    { word: 'color', source: 'export function check() {}\nexport const validate = 1\nfunction refusals() {}' },
  ])
  expect(source).toContain("import { check as color_check, validate as color_validate } from '../words/color.ts'")
  expect(source).toContain('  color: color_check,')
  expect(source).not.toContain('color_refusals')
})

test('the verbs are those of the schema', () => {
  expect(VERBS).toEqual(schema.$defs.verb.enum)
})
