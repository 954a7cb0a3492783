import type { FuncKeywordDefinition } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'
import { repetitions } from '../values/canonical-json.ts'

/** Reports each item that is equal to an earlier one. */
const areUnique: SchemaValidateFunction = (isUnique: boolean, items: readonly unknown[]) => {
  const repeated = isUnique ? repetitions(items) : []
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
