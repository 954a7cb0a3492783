/** Values that a schema gives as its own example, with the least that a request needs. */

import { strings } from '../../../openapi/contract/json.ts'
import type { PropertyWords } from '../../../openapi/contract/words.ts'
import type { Node } from '../../../openapi/vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../../openapi/vocabulary/model/schema.ts'

/** The words of the properties of the resource that a body is about. */
export type Words = Readonly<Record<string, PropertyWords>>

/**
 * @param id The id of the record that a body names, where the schema's own example names none.
 * @throws {Error} a value is needed and the contract has no example of it
 */
export function exampleOf(schema: Node, words: Words, id: string | undefined, place = 'body'): unknown {
  const own = schema.get('examples')?.items()[0] ?? schema.get('example') ?? schema.get('const')
  if (own) return own.value
  if (schema.get('properties') || schema.get('allOf')) return objectExample(schema, words, id, place)
  const items = schema.get('items')
  if (typesOf(schema).includes('array') && items) return [exampleOf(items, words, id, `${place} items`)]
  if (id !== undefined && typesOf(schema).includes('string')) return id
  const [first] = schema.get('enum')?.items() ?? []
  if (first) return first.value
  throw new Error(`The contract has no example of ${place}: give its schema \`examples\`.`)
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

/** A member that can be written in any state and clashes with no other record: the first that is no state, id or unique. */
function firstPlain(properties: ReadonlyMap<string, Node>, words: Words): string | undefined {
  const plain = [...properties].filter(([name, node]) => {
    const { unique, transition } = words[name] ?? {}
    return name !== 'id' && !unique && !transition && !node.get('enum')
  })
  return plain.find(([, node]) => node.get('examples')?.items()[0]?.value !== undefined)?.[0]
}
