/** `x-latchkey.schema.json` as validators. */
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { isObject } from '../contract/json.ts'
import type { WordsOf } from '../contract/words.ts'
import { loadAjv } from './ajv.ts'
import type { WordsKind } from './model/model.ts'
import schema from './x-latchkey.schema.json' with { type: 'json' }

type Definition = 'document' | 'resource' | 'property' | 'operation' | 'credential' | 'selection' | 'any_credential'

/** Compiled at their first use: most documents have no keywords. */
const validators = new Map<Definition, ValidateFunction>()
let ajv: Ajv2020 | undefined

function validatorOf(definition: Definition): ValidateFunction {
  let validate = validators.get(definition)
  if (!validate) {
    ajv ??= new (loadAjv().Ajv2020)({
      allErrors: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
      verbose: true,
      schemas: [schema],
    })
    validate = ajv.compile({ $ref: `${schema.$id}#/$defs/${definition}` })
    validators.set(definition, validate)
  }
  return validate
}

/** The errors of an `x-latchkey`; empty if it is well formed. */
export function errorsOf(kind: WordsKind, value: unknown): ErrorObject[] {
  const validate = validatorOf(kind === 'securityScheme' ? schemeKind(value) : kind)
  return validate(value) ? [] : (validate.errors ?? [])
}

/** Whether an `x-latchkey` is well formed. */
export function isWords<Kind extends WordsKind>(kind: Kind, value: unknown): value is WordsOf[Kind] {
  return errorsOf(kind, value).length === 0
}

/** A scheme selects, accepts any credential or authenticates; only the errors of that case help. */
function schemeKind(value: unknown): 'credential' | 'selection' | 'any_credential' {
  if (isObject(value) && 'selects' in value) return 'selection'
  return isObject(value) && 'accepts_any' in value ? 'any_credential' : 'credential'
}
