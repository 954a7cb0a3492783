import type { Format } from 'ajv/dist/2020.js'
import { fastFormats, fullFormats } from 'ajv-formats/dist/formats.js'
import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import type { JsonObject } from '../../../openapi/contract/json.ts'
import { lazyRecord } from '../../../openapi/contract/lazy.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import { parseTime } from '../../../openapi/contract/time.ts'
import type { Texts } from '../interpreter/checker.ts'
import { Interpreter, type InterpreterOptions, type UnevaluatedKeyword } from '../interpreter/interpreter.ts'
import type { SchemaError } from '../interpreter/schema-error.ts'
import { patternOf } from '../patterns/pattern.ts'
import type { Direction } from './hidden.ts'
import { prepare } from './prepare.ts'
import type { ValidatorOptions } from './validator-options.ts'

/** Checks schemas without generating code. It reports the same errors as Ajv, in the same order, and takes longer. */
export class InterpretedValidators {
  readonly #options: ValidatorOptions
  readonly #formats: Readonly<Record<string, Format>>
  readonly #interpreter: InterpreterOptions
  readonly #prepared = new Map<JsonSchema, JsonSchema>()

  constructor(options: ValidatorOptions) {
    const { schemas, direction, allErrors, useDefaults } = options
    this.#options = options
    this.#formats = direction === 'request' ? fullFormats : fastFormats
    this.#interpreter = {
      document: { components: { schemas: this.#components(schemas) } },
      allErrors,
      useDefaults,
      texts: textsOf(this.#formats, direction),
    }
  }

  /** The errors of a value; undefined if there are none. */
  check(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return Interpreter.check(this.#prepare(schema, ''), value, this.#interpreter)
  }

  /** The errors that only `unevaluatedItems` or `unevaluatedProperties` finds, in a schema that is prepared. */
  unevaluated(keyword: UnevaluatedKeyword, schema: JsonSchema, value: unknown, path: string): readonly SchemaError[] {
    return Interpreter.unevaluated(keyword, schema, value, { ...this.#interpreter, path })
  }

  /** The components, each prepared when it is first used. */
  #components(schemas: ValidatorOptions['schemas']): JsonObject {
    return lazyRecord(Object.keys(schemas), name =>
      this.#prepare(schemas[name] ?? {}, `#/components/schemas/${escapeKey(name)}`),
    )
  }

  #prepare(schema: JsonSchema, pointer: string): JsonSchema {
    let prepared = this.#prepared.get(schema)
    if (!prepared) {
      const knowsFormat = (name: string) => Object.hasOwn(this.#formats, name)
      prepared = prepare(schema, { ...this.#options, pointer, knowsFormat })
      this.#prepared.set(schema, prepared)
    }
    return prepared
  }
}

const isTime = (text: string) => !Number.isNaN(parseTime(text))

function textsOf(known: Readonly<Record<string, Format>>, direction: Direction): Texts {
  return {
    pattern: source => patternOf(source) ?? ANY,
    format: (name, type) => {
      if (direction === 'request' && name === 'date-time') return type === 'string' ? isTime : undefined
      return Object.hasOwn(known, name) ? testOf(known[name], type) : undefined
    },
  }
}

const ANY = { test: () => true }

/** Formats of Ajv come in several forms. */
function testOf(format: Format | undefined, type: string): ReturnType<Texts['format']> {
  const isDefinition = typeof format === 'object' && !(format instanceof RegExp)
  if (type !== (isDefinition ? (format.type ?? 'string') : 'string')) return undefined
  const test = isDefinition ? format.validate : format
  if (test instanceof RegExp) return (text: string) => test.test(text)
  return typeof test === 'function' ? (value: never) => test(value) === true : undefined
}
