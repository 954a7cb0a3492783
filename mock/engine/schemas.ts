import type { Contract, JsonSchema } from '../../openapi/contract/contract.ts'
import { canGenerateCode } from './code-generation.ts'
import type { SchemaError } from './interpreter/schema-error.ts'
import { InterpretedValidators } from './validation/interpreted-validators.ts'
import type { SchemaFault } from './validation/prepare.ts'
import type { ValidatorOptions } from './validation/validator-options.ts'
import { Validators } from './validation/validators.ts'

/** Schemas that check values. */
interface Checks {
  /** The errors of a value; undefined if there are none. */
  check(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined
}

/** How often a schema is interpreted before it is compiled. Compiling takes as long as about 20 checks. */
const BEFORE_COMPILED = 20

/** Loading the compiler and compiling the first schema would take a tenth of a start. */
class FirstInterpreted implements Checks {
  readonly #compiled: Checks
  readonly #interpreted: Checks
  readonly #counts = new Map<JsonSchema, number>()

  constructor(options: ValidatorOptions) {
    this.#compiled = validatorsOf(options)
    this.#interpreted = new InterpretedValidators(options)
  }

  check(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    const count = this.#counts.get(schema) ?? 0
    if (count === BEFORE_COMPILED) return this.#compiled.check(schema, value)
    this.#counts.set(schema, count + 1)
    return this.#interpreted.check(schema, value)
  }
}

/** Ajv generates code, which can be forbidden. */
function validatorsOf(options: ValidatorOptions): Checks {
  return canGenerateCode() ? new Validators(options) : new InterpretedValidators(options)
}

/**
 * JSON Schema 2020-12 validators of a contract, compiled on first use. Checking a request fills in defaults; checking a
 * response changes nothing. A mistake in a schema costs its check, and is one of the `faults`.
 */
export class Schemas {
  readonly #requests: Checks
  /** They stop at the first error. */
  readonly #large: Checks
  readonly #responses: Checks
  /** Without compiling. */
  readonly #interpreted: Checks
  readonly #faults = new Map<string, SchemaFault>()
  readonly #listeners = new Set<(fault: SchemaFault) => void>()

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

  private constructor({ schemas, lenient }: Contract) {
    const report = (fault: SchemaFault) => this.report(fault)
    const request = { schemas, report, direction: 'request', useDefaults: true } as const
    this.#requests = validatorsOf({ ...request, allErrors: true })
    this.#large = validatorsOf({ ...request, allErrors: false })
    const response = { schemas, report, direction: 'response', useDefaults: false, allErrors: true } as const
    // Any other document may have schemas that only the compiler reports.
    this.#interpreted = new InterpretedValidators(response)
    this.#responses = lenient ? validatorsOf(response) : new FirstInterpreted(response)
  }

  /** All errors of the body or the parameters of a request; undefined if there are none. Fills in defaults. */
  checkRequest(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return this.#requests.check(schema, value)
  }

  /** Like `checkRequest`, but stops at the first error: a large value may have one for every two characters. */
  checkLargeRequest(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return this.#large.check(schema, value)
  }

  /** All errors of the body of a response; undefined if there are none. */
  checkResponse(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return this.#responses.check(schema, value)
  }

  /** Like `checkResponse`, for a schema that is checked so rarely that compiling it would take longer. */
  checkOnce(schema: JsonSchema, value: unknown): readonly SchemaError[] | undefined {
    return this.#interpreted.check(schema, value)
  }

  /** The mistakes found so far, each once. Those of a schema are found when it is first used. */
  get faults(): readonly SchemaFault[] {
    return [...this.#faults.values()]
  }

  /** @returns stops listening */
  onFault(listener: (fault: SchemaFault) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the listeners about a mistake, once. */
  report(fault: SchemaFault): void {
    const key = `${fault.pointer} ${fault.message}`
    if (this.#faults.has(key)) return
    this.#faults.set(key, fault)
    for (const listener of this.#listeners) listener(fault)
  }
}
