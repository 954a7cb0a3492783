/** The records of described operations as their responses show them. */
import type { Contract, DeclaredResponse, JsonSchema, Operation } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { complete } from '../answers/complete.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import { isHidden } from '../store/record-key.ts'
import { responseFor } from './response-for.ts'
import { itemsOf, schemaAt } from './schema-at.ts'

/** The response of a success. */
export function successOf(operation: Operation): DeclaredResponse | undefined {
  return responseFor(operation, operation.success)
}

/** A row without what only the mock knows. */
export function visible(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([member]) => !isHidden(member)))
}

/**
 * A value that holds what is known, and that the schema of a response allows.
 * @param isSparse whether optional members that nobody wrote are left out
 */
export function completed(
  { contract, random }: Context,
  schema: JsonSchema | undefined,
  known: unknown,
  seed: string,
  isSparse = false,
): unknown {
  if (!schema) return known
  const { schemas } = contract
  return complete(schema, known, { schemas, direction: 'response', seed: `${random.seed} ${seed}`, isSparse })
}

/** A whole record, as far as the document describes it. */
export function wholeRecord(context: Context, name: string, row: Row, seed: string): Row {
  const made: unknown = completed(context, recordSchema(context.contract, name), visible(row), seed)
  return isObject(made) ? made : row
}

const SHOWING = ['get', 'create', 'replace', 'update', 'list']

/** The schema of a record: that of the operation that shows most of it. */
export const recordSchema = perContract(({ operations, schemas }: Contract, name: string): JsonSchema | undefined => {
  const own = operations.filter(({ resource }) => resource === name)
  for (const does of SHOWING) {
    for (const operation of own) {
      const schema = operation.does === does ? shownSchema(schemas, operation) : undefined
      if (schema) return schema
    }
  }
  return undefined
})

/** The schema of the record, or of each record, in the response of an operation. */
export function shownSchema(schemas: Contract['schemas'], operation: Operation): JsonSchema | undefined {
  const keys = operation.shape?.answer
  const shown = keys && schemaAt(schemas, successOf(operation)?.schema, keys)
  return operation.does === 'list' ? itemsOf(schemas, shown) : shown
}
