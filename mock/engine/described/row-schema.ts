import type { Contract, JsonSchema } from '../../../openapi/contract/contract.ts'
import { flatten } from '../answers/flat-schema.ts'
import { perContract } from '../per-contract.ts'
import { schemaAt } from './schema-at.ts'
import { recordSchema } from './show.ts'

export interface RowSchema {
  /** The schemas of the members that the document names. */
  readonly properties: Readonly<Record<string, JsonSchema>>
  /** Whether a record has no other members. */
  readonly isClosed: boolean
}

/** What the document says about the members of a record, and about those of the request that creates one. */
export const rowSchema = perContract((contract: Contract, name: string): RowSchema => {
  const { schemas, operations } = contract
  const create = operations.find(({ does, resource }) => does === 'create' && resource === name)
  const written = create?.shape?.input && schemaAt(schemas, create.body?.schema, create.shape.input)
  const flat = [written, recordSchema(contract, name)].flatMap(schema =>
    schema ? [flatten([schema], new Map(), schemas)] : [],
  )
  return {
    properties: Object.fromEntries(
      flat.flatMap(({ properties }) => [...properties].map(([property, parts]) => [property, { allOf: parts }])),
    ),
    isClosed: flat.length > 0 && flat.every(({ choices, properties }) => choices.length === 0 && properties.size > 0),
  }
})
