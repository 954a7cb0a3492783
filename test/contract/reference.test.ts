/** The reference of the keywords: what it needs of their schema. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isObject, isString, type JsonObject, objects } from '../../openapi/contract/json.ts'
import { referenceSource } from '../../openapi/generate/vocabulary/reference-source.ts'
import schema from '../../openapi/vocabulary/x-latchkey.schema.json' with { type: 'json' }

const definitions = Object.entries(schema.$defs as JsonObject).flatMap(([name, value]) =>
  isObject(value) ? [{ name, value }] : [],
)
const ajv = new Ajv2020({ strict: false, schemas: [schema] })

/** Each keyword, with its schema and that of what it refers to. */
const keywords = definitions
  .filter(({ value }) => isPlace(value))
  .flatMap(({ name: place, value }) =>
    Object.entries(isObject(value.properties) ? value.properties : {}).map(([name, own]) => ({ place, name, own })),
  )

describe.each(keywords)('$place: $name', ({ place, name, own }) => {
  test('has a description and examples that its schema allows', () => {
    const { description, examples } = resolved(own)
    expect(description).toMatch(/\.$/)
    expect(examples).not.toHaveLength(0)
    const isValid = ajv.compile({ $ref: `${schema.$id}#/$defs/${place}/properties/${name}` })
    for (const example of examples as unknown[]) {
      isValid(example)
      expect(isValid.errors ?? []).toEqual([])
    }
  })
})

test('what is inside a keyword has a description', () => {
  const silent = definitions.flatMap(({ name, value }) => withoutDescription(value, name))
  expect(silent).toEqual([])
})

function withoutDescription(at: JsonObject, path: string): string[] {
  const properties = isObject(at.properties) ? Object.entries(at.properties) : []
  const inner = [at.items, at.additionalProperties, ...objects(at.anyOf)].filter(isObject)
  return [
    ...properties.flatMap(([name, property]) => {
      if (!isObject(property)) return []
      // Keywords of a place may have the description of what they refer to.
      const own = isString((isPlace(at) ? resolved(property) : property).description) ? [] : [`${path}.${name}`]
      return [...own, ...withoutDescription(property, `${path}.${name}`)]
    }),
    ...inner.flatMap(schema => withoutDescription(schema, path)),
  ]
}

function isPlace({ title }: JsonObject): boolean {
  return isString(title)
}

function resolved(value: unknown): JsonObject {
  if (!isObject(value)) return {}
  const { $ref } = value
  const target = definitions.find(({ name }) => $ref === `#/$defs/${name}`)?.value
  return { ...target, ...value }
}

test('each example of the reference is YAML with the keyword', () => {
  const text = referenceSource(schema as JsonObject)
  const sections = [...text.matchAll(/^### `(\w+)`.*\n\n(?:(?!###)[\s\S])*?```yaml\n([\s\S]*?)```/gm)]
  expect(sections.length).toBe(keywords.length)
  for (const [, name, yaml = ''] of sections) expect(Object.keys(parse(yaml))).toEqual([name])
})
