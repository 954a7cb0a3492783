import { isObject, type JsonObject } from '../../../openapi/contract/json.ts'
import { matches } from '../validation/matches.ts'
import { type FlatSchema, flatten, type SchemaOrBoolean } from './flat-schema.ts'
import { type GenerateOptions, generate, inOrder } from './generate.ts'
import { repair } from './repair.ts'

export interface CompleteOptions extends GenerateOptions {
  /** Whether optional properties are left out, unless they are known or only the server writes them. */
  readonly isSparse?: boolean
}

/**
 * A value that a schema allows and that has the known members. Members that the schema does not name, or that it does not
 * allow, are left out; all others are made.
 */
export function complete(schema: SchemaOrBoolean, known: unknown, options: CompleteOptions): unknown {
  const { value } = generate(schema, options)
  if (!isObject(known) || (value !== undefined && !isObject(value))) return value
  const flat = flatten([schema], new Map(), options.schemas)
  const made = options.isSparse ? sparse(flat, value ?? {}, options) : value
  const whole = inOrder(flat, { ...made, ...shownMembers(flat, known, options) })
  if (matches(schema, whole, options)) return whole
  return repair(schema, whole, options) ?? value ?? whole
}

function sparse(flat: FlatSchema, value: JsonObject, options: GenerateOptions): JsonObject {
  const isKept = (name: string) => flat.required.has(name) || propertyOf(flat, name, options)?.isReadOnly === true
  return Object.fromEntries(Object.entries(value).filter(([name]) => isKept(name)))
}

/** A schema that names no properties shows all. A choice may name others than the schema itself. */
function shownMembers(flat: FlatSchema, known: JsonObject, options: GenerateOptions): JsonObject {
  const isOpen = flat.properties.size === 0 || flat.choices.length > 0
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => {
      const property = propertyOf(flat, name, options)
      return property ? !property.isWriteOnly : isOpen
    }),
  )
}

function propertyOf({ properties }: FlatSchema, name: string, { schemas }: GenerateOptions): FlatSchema | undefined {
  const parts = properties.get(name)
  return parts && flatten(parts, new Map(), schemas)
}
