/** The two validators of JSON Schema 2020-12: Ajv, and an interpreter where no code may be generated. */
import type { Ajv2020, Format, FuncKeywordDefinition } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'
import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import { parseTime } from '../../openapi/contract/time.ts'
import { loadAjv } from './ajv.ts'
import { canGenerateCode } from './code-generation.ts'
import { repetitions } from './interpreter/assertions.ts'
import type { Texts } from './interpreter/checker.ts'
import { Interpreter } from './interpreter/interpreter.ts'
import type { SchemaError } from './interpreter/schema-error.ts'

export interface ValidatorOptions {
  /** Whether to report all errors, or to stop at the first. */
  readonly allErrors: boolean
  readonly useDefaults: boolean
  /** `fast` accepts 30 February as a date, which the mock never writes. */
  readonly formats: 'full' | 'fast'
}

/** All errors of a value; undefined if there are none. */
export type Validate = (value: unknown) => readonly SchemaError[] | undefined

/** Prepares a schema, whose references point into the contract. */
export type Compile = (schema: JsonSchema) => Validate

/** Ajv generates code, which can be forbidden. */
export function compilerOf(contract: Contract, options: ValidatorOptions): Compile {
  return canGenerateCode() ? ajvCompiler(contract, options) : interpretingCompiler(contract, options)
}

const isTime = (text: string) => !Number.isNaN(parseTime(text))

/** About ten times as fast as the interpreter. */
export function ajvCompiler(contract: Contract, { allErrors, useDefaults, formats: mode }: ValidatorOptions): Compile {
  // Contracts may hold keywords that JSON Schema does not know (x-...), and their linter has checked them. Checking them
  // against the meta-schema again would take longer than everything else here.
  const { Ajv2020, formats } = loadAjv()
  const ajv: Ajv2020 = new Ajv2020({
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
  if (mode === 'full') ajv.addFormat('date-time', isTime)
  ajv.removeKeyword('uniqueItems').addKeyword(UNIQUE_ITEMS)
  ajv.addSchema({ $id: ROOT, components: { schemas: contract.schemas } })
  return schema => {
    const validate = ajv.compile(withRoot(schema))
    return value => (validate(value) ? undefined : (validate.errors ?? []))
  }
}

const ROOT = 'contract'

/** The schema with its references pointing to the document that the validator holds. */
function withRoot(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ROOT}#/`)) as JsonSchema
}

/** Reports each item that is equal to an earlier one. */
const areUnique: SchemaValidateFunction = (isUnique: boolean, items: readonly unknown[]) => {
  const repeated = isUnique ? repetitions(items) : []
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

/** Reports the same errors as Ajv, in the same order. */
export function interpretingCompiler(
  contract: Contract,
  { allErrors, useDefaults, formats }: ValidatorOptions,
): Compile {
  const document = { components: { schemas: contract.schemas } }
  const options = { document, allErrors, useDefaults, texts: textsOf(formats) }
  return schema => value => Interpreter.check(schema, value, options)
}

function textsOf(mode: ValidatorOptions['formats']): Texts {
  const { fastFormats, fullFormats } = loadAjv()
  const known: Readonly<Record<string, Format>> = mode === 'full' ? fullFormats : fastFormats
  const patterns = new Map<string, RegExp>()
  return {
    pattern: source => {
      const pattern = patterns.get(source) ?? new RegExp(source, 'u')
      patterns.set(source, pattern)
      return pattern
    },
    format: (name, type) => {
      if (mode === 'full' && name === 'date-time') return type === 'string' ? isTime : undefined
      return Object.hasOwn(known, name) ? testOf(known[name], type) : undefined
    },
  }
}

/** Formats of Ajv come in several forms. */
function testOf(format: Format | undefined, type: string): ReturnType<Texts['format']> {
  const isDefinition = typeof format === 'object' && !(format instanceof RegExp)
  if (type !== (isDefinition ? (format.type ?? 'string') : 'string')) return undefined
  const test = isDefinition ? format.validate : format
  if (test instanceof RegExp) return (text: string) => test.test(text)
  return typeof test === 'function' ? (value: never) => test(value) === true : undefined
}
