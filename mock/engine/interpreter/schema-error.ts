/** What is wrong with a value, as Ajv reports it. */
export interface SchemaError {
  readonly keyword: string
  /** JSON pointer to the wrong part of the value. */
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}
