import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import type { SchemaError } from './interpreter/schema-error.ts'
import { type Compile, compilerOf, type Validate } from './validators.ts'

/**
 * JSON Schema 2020-12 validators of a contract, compiled on first use. Checking a request fills in defaults; checking a
 * response changes nothing.
 */
export class Schemas {
  readonly #contract: Contract
  #requests: Compile | undefined
  #large: Compile | undefined
  #responses: Compile | undefined
  readonly #compiled = new Map<JsonSchema, Validate>()
  /** The validators of large values, which stop at the first error. */
  readonly #stopping = new Map<JsonSchema, Validate>()

  static readonly #cache = new WeakMap<Contract['schemas'], Schemas>()

  /** The validators of a contract. Mocks of the same contract share them, whatever their base path. */
  static of(contract: Contract): Schemas {
    let schemas = Schemas.#cache.get(contract.schemas)
    if (!schemas) {
      schemas = new Schemas(contract)
      Schemas.#cache.set(contract.schemas, schemas)
    }
    return schemas
  }

  private constructor(contract: Contract) {
    this.#contract = contract
  }

  /** All errors of the body or the parameters of a request; undefined if there are none. Fills in defaults. */
  checkRequest(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return (this.#compiled.get(schema) ?? this.#compileRequest(schema))(value)
  }

  /** Like `checkRequest`, but stops at the first error: a large value may have one for every two characters. */
  checkLargeRequest(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return (this.#stopping.get(schema) ?? this.#compileStopping(schema))(value)
  }

  /** All errors of the body of a response; undefined if there are none. */
  checkResponse(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return (this.#compiled.get(schema) ?? this.#compileResponse(schema))(value)
  }

  #compileRequest(schema: JsonSchema): Validate {
    this.#requests ??= compilerOf(this.#contract, { allErrors: true, useDefaults: true, formats: 'full' })
    return this.#keep(schema, this.#requests(inline(schema, this.#contract.schemas) as JsonSchema))
  }

  #compileStopping(schema: JsonSchema): Validate {
    this.#large ??= compilerOf(this.#contract, { allErrors: false, useDefaults: true, formats: 'full' })
    const validate = this.#large(schema)
    this.#stopping.set(schema, validate)
    return validate
  }

  #compileResponse(schema: JsonSchema): Validate {
    this.#responses ??= compilerOf(this.#contract, { allErrors: true, useDefaults: false, formats: 'fast' })
    return this.#keep(schema, this.#responses(schema))
  }

  #keep(schema: JsonSchema, validate: Validate): Validate {
    this.#compiled.set(schema, validate)
    return validate
  }
}

/**
 * The schema with its references replaced by their targets. Ajv copies all earlier errors at each reference, which takes
 * minutes for a list of 100,000 invalid items. A recursive reference stays.
 */
function inline(value: unknown, schemas: Contract['schemas'], within: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map(item => inline(item, schemas, within))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as JsonSchema
  const name = typeof $ref === 'string' ? /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1] : undefined
  const target = name === undefined || within.includes(name) ? undefined : schemas[name]
  const kept = target ? rest : (value as JsonSchema)
  const members = Object.fromEntries(
    Object.entries(kept).map(([member, item]) => [member, inline(item, schemas, within)]),
  )
  if (!target || name === undefined) return members
  const inlined = inline(target, schemas, [...within, name])
  if (Object.keys(members).length === 0) return inlined
  return { ...members, allOf: [...(Array.isArray(members.allOf) ? members.allOf : []), inlined] }
}
