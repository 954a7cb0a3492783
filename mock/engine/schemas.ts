import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Contract, JsonSchema } from '../../openapi/generate/contract.ts'

const ROOT = 'contract'

/**
 * JSON Schema 2020-12 validators of a contract, compiled when they are first needed.
 * Request schemas fill in defaults; response schemas change nothing.
 */
export class Schemas {
  readonly #requests: Ajv2020
  readonly #responses: Ajv2020
  readonly #compiled = new Map<JsonSchema, ValidateFunction>()

  static readonly #cache = new WeakMap<Contract, Schemas>()

  /** The validators of a contract; mocks of the same contract share them. */
  static of(contract: Contract): Schemas {
    let schemas = Schemas.#cache.get(contract)
    if (!schemas) {
      schemas = new Schemas(contract)
      Schemas.#cache.set(contract, schemas)
    }
    return schemas
  }

  private constructor(contract: Contract) {
    this.#requests = createAjv(contract, true)
    this.#responses = createAjv(contract, false)
  }

  /** All errors of a request's body or parameters; undefined where there are none. Fills in defaults. */
  checkRequest(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    return this.#check(this.#requests, schema, value)
  }

  /** All errors of a response's body; undefined where there are none. */
  checkResponse(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    return this.#check(this.#responses, schema, value)
  }

  #check(ajv: Ajv2020, schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    let validate = this.#compiled.get(schema)
    if (!validate) {
      validate = ajv.compile(withRoot(schema))
      this.#compiled.set(schema, validate)
    }
    return validate(value) ? undefined : (validate.errors ?? [])
  }
}

function createAjv(contract: Contract, useDefaults: boolean): Ajv2020 {
  // Contracts may hold words that are not JSON Schema's (x-...); their own lint finds mistakes.
  const ajv = new Ajv2020({ allErrors: true, strict: false, useDefaults, addUsedSchema: false })
  // The CommonJS default export is a member of what Node imports.
  formats.default(ajv)
  ajv.addSchema({ $id: ROOT, components: { schemas: contract.schemas } })
  return ajv
}

/** The schema with its references into the document pointing to where the validator keeps it. */
function withRoot(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ROOT}#/`)) as JsonSchema
}
