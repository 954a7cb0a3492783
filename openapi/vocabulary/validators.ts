/** `x-latchkey.schema.json` as validators. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isObject } from '../contract/json.ts'
import type { WordsOf } from '../contract/words.ts'
import type { WordsKind } from './model/model.ts'
import schema from './x-latchkey.schema.json' with { type: 'json' }

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, verbose: true })
ajv.addSchema(schema, schema.$id)

function validatorOf(path: string): ValidateFunction {
  return ajv.compile({ $ref: `${schema.$id}#/$defs/${path}` })
}

const validators = {
  resource: validatorOf('resource'),
  property: validatorOf('property'),
  operation: validatorOf('operation'),
  credential: validatorOf('credential'),
  selection: validatorOf('selection'),
}

/** The errors of an `x-latchkey`; empty if it is well formed. */
export function errorsOf(kind: WordsKind, value: unknown): ErrorObject[] {
  const validate = validators[kind === 'securityScheme' ? schemeKind(value) : kind]
  return validate(value) ? [] : (validate.errors ?? [])
}

/** Whether an `x-latchkey` is well formed. */
export function isWords<Kind extends WordsKind>(kind: Kind, value: unknown): value is WordsOf[Kind] {
  return errorsOf(kind, value).length === 0
}

/** A scheme either selects or authenticates; only the errors of that case help. */
function schemeKind(value: unknown): 'credential' | 'selection' {
  return isObject(value) && 'selects' in value ? 'selection' : 'credential'
}
