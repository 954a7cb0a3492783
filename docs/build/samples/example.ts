/** Example values of a schema, limited to what a request needs. */

import { strings } from '../../../openapi/contract/json.ts'
import type { PropertyWords } from '../../../openapi/contract/words.ts'
import type { Node } from '../../../openapi/vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../../openapi/vocabulary/model/schema.ts'

/** The `x-latchkey` keywords of the properties of a resource. */
export type Words = Readonly<Record<string, PropertyWords>>

/**
 * @param id The id to use for strings without an example.
 * @throws {Error} if a required value has no example in the contract
 */
export function exampleOf(schema: Node, words: Words, id: string | undefined, place = 'body'): unknown {
  const example = schema.get('examples')?.items()[0] ?? schema.get('example') ?? schema.get('const')
  if (example) return example.value
  if (schema.get('properties') || schema.get('allOf')) return objectExample(schema, words, id, place)
  const items = schema.get('items')
  if (typesOf(schema).includes('array') && items) return [exampleOf(items, words, id, `${place} items`)]
  if (id !== undefined && typesOf(schema).includes('string')) return id
  const [first] = schema.get('enum')?.items() ?? []
  if (first) return first.value
  throw new Error(`Missing example for ${place}: add \`examples\` to its schema.`)
}

function objectExample(schema: Node, words: Words, id: string | undefined, place: string): Record<string, unknown> {
  const properties = propertiesOf(schema)
  const required = strings(schema.read('required'))
  const shown = [...properties.keys()].filter(name => required.includes(name))
  const changing = shown.every(name => name === 'id') ? firstPlain(properties, words) : undefined
  return Object.fromEntries(
    [...shown, ...(changing === undefined ? [] : [changing])].flatMap(name => {
      const property = properties.get(name)
      return property ? [[name, exampleOf(property, words, id, `${place} ${name}`)]] : []
    }),
  )
}

/** The first property that can be set in any state and is not unique. */
function firstPlain(properties: ReadonlyMap<string, Node>, words: Words): string | undefined {
  const plain = [...properties].filter(([name, node]) => {
    const { unique, transition } = words[name] ?? {}
    return name !== 'id' && !unique && !transition && !node.get('enum')
  })
  return plain.find(([, node]) => node.get('examples')?.items()[0]?.value !== undefined)?.[0]
}
