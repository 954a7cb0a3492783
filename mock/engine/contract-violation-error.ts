/** The error of a response that breaks the contract, and its guard. */

const BRAND: unique symbol = Symbol.for('latchkey.ContractViolationError')

/** The part of Ajv's error type that is used here. Users of the package do not install Ajv, so its types stay out. */
interface SchemaError {
  readonly instancePath: string
  readonly message?: string
}

/** The mock was about to send a response that its contract does not allow. The defect is in the mock or the contract. */
export class ContractViolationError extends Error {
  override readonly name = 'ContractViolationError'

  /** @param reason a message, or schema errors, which name properties and never values */
  constructor(operation: string, status: number, reason: readonly SchemaError[] | string) {
    const text =
      typeof reason === 'string'
        ? reason
        : reason.map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`).join('; ')
    super(`The response ${status || ''} of ${operation} breaks the contract: ${text}.`)
  }

  get [BRAND](): true {
    return true
  }
}

/** Whether an error is a `ContractViolationError`. Unlike `instanceof`, it also recognizes one of another copy of this package. */
export function isContractViolationError(error: unknown): error is ContractViolationError {
  return BRAND in Object(error)
}
