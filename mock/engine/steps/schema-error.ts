import { strings } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { escapeKey, plainPointerKeys, valueAt } from '../../../openapi/contract/pointer.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import type { Mistake, ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { SchemaError } from '../interpreter/schema-error.ts'

/**
 * The errors of a JSON Schema as `validation_failed` lists them. A list that is too long is one error, whatever is in it.
 * @param value what was checked
 */
export function describeSchemaErrors(
  place: ValidationError['in'],
  errors: readonly SchemaError[],
  value: unknown,
): readonly ValidationError[] {
  const tooLong = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === 'maxItems' ? [instancePath] : [])))
  const counted = tooLong.size === 0 ? errors : errors.filter(({ instancePath }) => !isBelow(instancePath, tooLong))
  // Beside it is what the condition asks for.
  const told = counted.filter(({ keyword }) => keyword !== 'if')
  return (told.length > 0 ? told : counted).map(error => {
    const mistake = mistakeOf(error, value)
    return { ...describe(place, error), ...(mistake && { mistake }) }
  })
}

/** Whether one of the paths is that of a structure around this one. */
function isBelow(path: string, paths: ReadonlySet<string>): boolean {
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    if (paths.has(path.slice(0, end))) return true
    if (end === 0) return false
  }
  return false
}

function describe(place: ValidationError['in'], error: SchemaError): ValidationError {
  const { keyword, params, instancePath } = error
  const below = (name: unknown) => `${instancePath}/${escapeKey(String(name))}`
  const found = (message: string, pointer = instancePath): ValidationError => ({ in: place, pointer, message, keyword })
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return found('is unknown', below(params.additionalProperty ?? params.unevaluatedProperty))
    case 'unevaluatedItems':
      return found('must not be listed', below(params.unevaluatedItem))
    case 'required':
      return found('is required', below(params.missingProperty))
    case 'enum':
      return found(`must be one of ${listOfValues(Array.isArray(params.allowedValues) ? params.allowedValues : [])}`)
    case 'const':
      return found(`must be ${JSON.stringify(params.allowedValue)}`)
    case 'type':
      return found(`must be ${listOf(strings([params.type].flat()), 'or')}`)
    case 'uniqueItems':
      return found('must not be listed twice', below(params.index))
    case 'minProperties':
      return found(`must have at least ${params.limit} ${params.limit === 1 ? 'property' : 'properties'}`)
    default:
      return found(error.message ?? 'is not valid')
  }
}

const listOfValues = perObject((values: readonly unknown[]) => values.map(value => JSON.stringify(value)).join(', '))

/** Undefined if it is of no kind that error dialects name. */
function mistakeOf({ keyword, params, instancePath }: SchemaError, whole: unknown): Mistake | undefined {
  const value = valueAt(whole, plainPointerKeys(instancePath))
  switch (keyword) {
    case 'required':
      return { kind: 'required' }
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { kind: 'unknown' }
    case 'type':
      return { kind: 'type', expected: [params.type].flat(), value }
    case 'enum':
      return { kind: 'enum', expected: [params.allowedValues].flat(), value }
    default:
      return undefined
  }
}
