import type { Ajv2020, ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'
import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import { parseTime } from '../../openapi/contract/time.ts'
import { loadAjv } from './ajv.ts'

const ROOT = 'contract'

/**
 * JSON Schema 2020-12 validators of a contract, compiled on first use. Checking a request fills in defaults; checking a
 * response changes nothing.
 */
export class Schemas {
  readonly #contract: Contract
  #requests: Ajv2020 | undefined
  #large: Ajv2020 | undefined
  #responses: Ajv2020 | undefined
  readonly #compiled = new Map<JsonSchema, ValidateFunction>()
  /** The validators of large values, which stop at the first error. */
  readonly #stopping = new Map<JsonSchema, ValidateFunction>()

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
  checkRequest(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    return errorsOf(this.#compiled.get(schema) ?? this.#compileRequest(schema), value)
  }

  /** Like `checkRequest`, but stops at the first error: a large value may have one for every two characters. */
  checkLargeRequest(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    return errorsOf(this.#stopping.get(schema) ?? this.#compileStopping(schema), value)
  }

  /** All errors of the body of a response; undefined if there are none. */
  checkResponse(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    return errorsOf(this.#compiled.get(schema) ?? this.#compileResponse(schema), value)
  }

  #compileRequest(schema: JsonSchema): ValidateFunction {
    this.#requests ??= createRequestAjv(this.#contract, { allErrors: true })
    const inlined = inline(schema, this.#contract.schemas) as JsonSchema
    return this.#keep(schema, this.#requests.compile(withRoot(inlined)))
  }

  #compileStopping(schema: JsonSchema): ValidateFunction {
    this.#large ??= createRequestAjv(this.#contract, { allErrors: false })
    const validate = this.#large.compile(withRoot(schema))
    this.#stopping.set(schema, validate)
    return validate
  }

  #compileResponse(schema: JsonSchema): ValidateFunction {
    this.#responses ??= createAjv(this.#contract, { allErrors: true, useDefaults: false, formats: 'fast' })
    return this.#keep(schema, this.#responses.compile(withRoot(schema)))
  }

  #keep(schema: JsonSchema, validate: ValidateFunction): ValidateFunction {
    this.#compiled.set(schema, validate)
    return validate
  }
}

const errorsOf = (validate: ValidateFunction, value: unknown): readonly ErrorObject[] | undefined =>
  validate(value) ? undefined : (validate.errors ?? [])

function createRequestAjv(contract: Contract, { allErrors }: { allErrors: boolean }): Ajv2020 {
  return createAjv(contract, { allErrors, useDefaults: true, formats: 'full' })
    .addFormat('date-time', text => !Number.isNaN(parseTime(text)))
    .removeKeyword('uniqueItems')
    .addKeyword(UNIQUE_ITEMS)
}

/** @param formats `fast` accepts 30 February as a date, which the mock never writes */
function createAjv(
  contract: Contract,
  { allErrors, useDefaults, formats: mode }: { allErrors: boolean; useDefaults: boolean; formats: 'full' | 'fast' },
): Ajv2020 {
  // Contracts may hold keywords that JSON Schema does not know (x-...), and their linter has checked them. Checking them
  // against the meta-schema again would take longer than everything else here.
  const { Ajv2020, formats } = loadAjv()
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    // 1e400 is read as Infinity, which JSON cannot write.
    strictNumbers: true,
    useDefaults,
    addUsedSchema: false,
    validateSchema: false,
    meta: false,
  })
  // Node imports the CommonJS module as a whole; the function is its `default`.
  formats.default(ajv, { mode })
  ajv.addSchema({ $id: ROOT, components: { schemas: contract.schemas } })
  return ajv
}

/** Reports each item that is equal to an earlier one. */
const areUnique: SchemaValidateFunction = (isUnique: boolean, items: readonly unknown[]) => {
  const repeated = isUnique ? repetitions(items.map(item => JSON.stringify(item, inOrder))) : []
  areUnique.errors = repeated.map(index => ({ keyword: 'uniqueItems', params: { index } }))
  return repeated.length === 0
}

/** Ajv's own implementation compares all pairs of items, and a body of 1 MiB can have more than 100,000 items. */
const UNIQUE_ITEMS: FuncKeywordDefinition = {
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

/** The schema with its references pointing to the document that the validator holds. */
function withRoot(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ROOT}#/`)) as JsonSchema
}
