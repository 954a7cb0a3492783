import type { FuncKeywordDefinition } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'

/** Reports each item that is equal to an earlier one. */
const areUnique: SchemaValidateFunction = (isUnique: boolean, items: readonly unknown[]) => {
  const repeated = isUnique ? repetitions(items.map(item => JSON.stringify(item, inOrder))) : []
  areUnique.errors = repeated.map(index => ({ keyword: 'uniqueItems', params: { index } }))
  return repeated.length === 0
}

/** Ajv's own implementation compares all pairs of items, and a body of 1 MiB can have more than 100,000 items. */
export const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: areUnique,
}

function repetitions(items: readonly string[]): number[] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const isRepeated = seen.has(item)
    seen.add(item)
    return isRepeated ? [index] : []
  })
}

/** Objects with sorted keys, so that equal objects have the same JSON. */
const inOrder = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
