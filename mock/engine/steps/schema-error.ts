import type { ErrorObject } from 'ajv/dist/2020.js'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import type { ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'

/** An error of a JSON Schema as `validation_failed` lists it. */
export function describeSchemaError(place: ValidationError['in'], error: ErrorObject): ValidationError {
  const { keyword, params, instancePath } = error
  const below = (name: unknown) => `${instancePath}/${escapeKey(String(name))}`
  const found = (message: string, pointer = instancePath): ValidationError => ({ in: place, pointer, message })
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return found('is unknown', below(params.additionalProperty ?? params.unevaluatedProperty))
    case 'required':
      return found('is required', below(params.missingProperty))
    case 'enum':
      return found(`must be one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`)
    case 'const':
      return found(`must be ${JSON.stringify(params.allowedValue)}`)
    case 'type':
      return found(`must be ${listOf([params.type].flat(), 'or')}`)
    case 'uniqueItems':
      return found('must not be listed twice', below(params.index))
    case 'minProperties':
      return found(`must have at least ${params.limit} ${params.limit === 1 ? 'property' : 'properties'}`)
    default:
      return found(error.message ?? 'is not valid')
  }
}
