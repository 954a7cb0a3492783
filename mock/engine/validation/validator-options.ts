import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import type { AjvOptions } from './create-ajv.ts'
import type { SchemaFault } from './prepare.ts'

export interface ValidatorOptions extends AjvOptions {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly report: (fault: SchemaFault) => void
}
