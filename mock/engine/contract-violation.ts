/** What is said of a schema's error; the package's types would ask for the validator otherwise, which is not installed. */
interface SchemaError {
  readonly instancePath: string
  readonly message?: string
}

/** The mock was about to answer with something that its contract does not allow: a defect of the mock or of the contract. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation'

  /** @param reason the schema's errors; they name places, never values */
  constructor(operation: string, status: number, reason: readonly SchemaError[] | string) {
    const text =
      typeof reason === 'string'
        ? reason
        : reason.map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`).join('; ')
    super(`The answer ${status || ''} of ${operation} breaks the contract: ${text}.`)
  }
}
