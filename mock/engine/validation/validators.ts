import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import type { UnevaluatedKeyword } from '../interpreter/interpreter.ts'
import { COMPONENT, COMPONENT_OF_CHOICE } from './components.ts'
import { createAjv } from './create-ajv.ts'
import { InterpretedValidators } from './interpreted-validators.ts'
import { prepare } from './prepare.ts'
import type { ValidatorOptions } from './validator-options.ts'

/** How often one check may enter a component. Schemas that refer to themselves can ask for exponentially many. */
const MAX_STEPS = 1_000_000

/** Compiled schemas. A schema that cannot be compiled, or that takes too long, accepts everything and is reported. */
export class Validators {
  readonly #options: ValidatorOptions
  readonly #compiled = new Map<JsonSchema, ValidateFunction>()
  #shared: Ajv2020 | undefined
  #interpreted: InterpretedValidators | undefined
  /** For the components of choices, without defaults. */
  readonly #ofChoices: Validators
  /** Of the running check. */
  readonly #steps: { count: number }

  constructor(options: ValidatorOptions, steps = { count: 0 }) {
    this.#options = options
    this.#steps = steps
    this.#ofChoices = options.useDefaults ? new Validators({ ...options, useDefaults: false }, steps) : this
  }

  /** The errors of a value; undefined if there are none. */
  check(schema: JsonSchema, value: unknown): readonly ErrorObject[] | undefined {
    this.#steps.count = 0
    const validate = this.#compiled.get(schema) ?? this.#compile(schema, '')
    try {
      return validate(value) ? undefined : (validate.errors ?? [])
    } catch (error) {
      // A RangeError is a stack that is too deep.
      if (!(error instanceof TooManySteps || error instanceof RangeError)) throw error
      const message =
        'Checking a value takes too long because the schema refers to itself, so the value is not checked.'
      this.#options.report({ kind: 'schema', pointer: '', message })
      return undefined
    }
  }

  #compile(schema: JsonSchema, pointer: string): ValidateFunction {
    const validate = this.#tryToCompile(schema, pointer)
    this.#compiled.set(schema, validate)
    return validate
  }

  #tryToCompile(schema: JsonSchema, pointer: string): ValidateFunction {
    const { report } = this.#options
    this.#shared ??= this.#createAjv()
    const { formats } = this.#shared
    try {
      const prepared = prepare(schema, { ...this.#options, pointer, knowsFormat: name => Object.hasOwn(formats, name) })
      return this.#ajvFor(prepared, this.#shared).compile(prepared)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      report({
        kind: 'schema',
        pointer,
        message: `The schema cannot be compiled, so values are not checked: ${reason}`,
      })
      return ACCEPT_ALL
    }
  }

  /** Few schemas need a compiler of their own. */
  #ajvFor(schema: JsonSchema, shared: Ajv2020): Ajv2020 {
    const text = JSON.stringify(schema)
    const ownProperties = INHERITED.test(text)
    // Two schemas may give themselves the same name, so those with a name do not see each other.
    const interpretsUnevaluated = UNEVALUATED.test(text)
    return ownProperties || interpretsUnevaluated || NAMED.test(text)
      ? this.#createAjv({ ownProperties, interpretsUnevaluated })
      : shared
  }

  #createAjv({ ownProperties = false, interpretsUnevaluated = false } = {}): Ajv2020 {
    const ajv = createAjv({ ...this.#options, ownProperties })
    for (const [keyword, validators] of [
      [COMPONENT, this],
      [COMPONENT_OF_CHOICE, this.#ofChoices],
    ] as const)
      ajv.addKeyword({ keyword, schemaType: 'string', errors: 'full', validate: validators.#componentCheck() })
    if (interpretsUnevaluated)
      for (const [keyword, type] of [
        ['unevaluatedItems', 'array'],
        ['unevaluatedProperties', 'object'],
      ] as const) {
        const validate = this.#unevaluatedCheck(keyword)
        ajv
          .removeKeyword(keyword)
          .addKeyword({ keyword, type, schemaType: ['object', 'boolean'], errors: 'full', validate })
      }
    return ajv
  }

  #unevaluatedCheck(keyword: UnevaluatedKeyword): SchemaValidateFunction {
    const check: SchemaValidateFunction = (_, value: unknown, schema, context) => {
      this.#interpreted ??= new InterpretedValidators(this.#options)
      const errors = this.#interpreted.unevaluated(keyword, schema ?? {}, value, context?.instancePath ?? '')
      check.errors = [...errors]
      return errors.length === 0
    }
    return check
  }

  #componentCheck(): SchemaValidateFunction {
    const check: SchemaValidateFunction = (name: string, value: unknown, _schema, context) => {
      if (++this.#steps.count > MAX_STEPS) throw new TooManySteps()
      const component = this.#options.schemas[name] ?? {}
      const validate =
        this.#compiled.get(component) ?? this.#compile(component, `#/components/schemas/${escapeKey(name)}`)
      const isValid = validate(value, context)
      check.errors = validate.errors ?? []
      return isValid
    }
    return check
  }
}

const NAMED = /"\$(id|anchor|dynamicAnchor)":/
/** Ajv is wrong about them beside `if`, `contains`, and `items` in a choice. */
const UNEVALUATED = /"unevaluatedItems":|"if":.*"unevaluatedProperties":|"unevaluatedProperties":.*"if":/
/** The names of properties that every object inherits. */
const INHERITED = new RegExp(`"(${Object.getOwnPropertyNames(Object.prototype).join('|')})"`)

class TooManySteps extends Error {
  override readonly name = 'TooManySteps'
}

const ACCEPT_ALL = Object.assign((_value: unknown): _value is unknown => true, {
  schema: true,
  schemaEnv: undefined,
}) as unknown as ValidateFunction
