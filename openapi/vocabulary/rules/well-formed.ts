import type { ErrorObject } from 'ajv/dist/2020.js'
import { isObject, isString } from '../../contract/json.ts'
import { plainPointerKeys } from '../../contract/pointer.ts'
import type { Finding } from '../finding.ts'
import type { Model, WordsKind } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { hint, list, nearest } from '../nearest.ts'
import { errorsOf } from '../validators.ts'

const PLACES: Record<WordsKind, string> = {
  document: 'the document (its root)',
  resource: 'a component schema (a resource)',
  property: 'a property of a resource',
  securityScheme: 'a security scheme',
  operation: 'an operation',
}

/** Every `x-latchkey` is in a place for it, and holds only known keywords with valid values. */
export function wellFormed({ words: all }: Model): Finding[] {
  return all.flatMap(({ kind, node }) => {
    if (kind !== undefined) return causesOf(errorsOf(kind, node.value)).map(error => describe(error, kind, node))
    const message =
      '`x-latchkey` has no meaning here. It belongs at the root of the document, on a component schema (a resource), on a property of a resource, on a security scheme or on an operation. Move it or remove it.'
    return [{ message, at: node.at }]
  })
}

/** A condition, and a choice between a name and an object, report more than the error in them. */
function causesOf(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = new Set(errors.flatMap(({ keyword, instancePath }) => (keyword === 'anyOf' ? [instancePath] : [])))
  return errors.filter(error => {
    if (['if', 'oneOf', 'anyOf'].includes(error.keyword)) return false
    if (!choices.has(error.instancePath)) return true
    const isOfName = error.keyword === 'enum' || (error.keyword === 'type' && error.params.type !== 'object')
    return isObject(error.data) ? !isOfName : error.keyword !== 'type' || error.params.type !== 'object'
  })
}

function describe(error: ErrorObject, kind: WordsKind, node: Node): Finding {
  const keys = plainPointerKeys(error.instancePath)
  const at = node.at.child(keys)
  const where = keys.length === 0 ? `the keywords of ${PLACES[kind]}` : `\`${keys.join('.')}\``
  const { additionalProperty, missingProperty, property, allowedValues, limit } = error.params
  const { properties } = isObject(error.parentSchema) ? error.parentSchema : {}
  const known = isObject(properties) ? Object.keys(properties) : []
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(additionalProperty)
      return {
        message: `\`${name}\` is unknown in ${where}.${hint(name, known)}`,
        at: at.child([name]),
      }
    }
    case 'required':
      return { message: `\`${missingProperty}\` is missing in ${where}. Add it.`, at }
    case 'dependentRequired':
      return { message: `\`${property}\` requires \`${missingProperty}\` in ${where}. Add it.`, at }
    case 'minProperties':
      if (known.length === 0) return { message: `${where} must not be empty.`, at }
      return { message: `${where} needs ${limit} or more of ${list(known)}.`, at }
    case 'enum': {
      const allowed: unknown[] = Array.isArray(allowedValues) ? allowedValues : []
      return { message: `${where} must be one of ${list(allowed.map(String))}.${meant(error.data, allowed)}`, at }
    }
    case 'type':
      return { message: `${where} must be ${[error.params.type].flat().join(' or ')}.`, at }
    case 'pattern':
      return { message: `${where} is ${JSON.stringify(error.data)}, which must match ${error.params.pattern}.`, at }
    default:
      return { message: `${where} ${error.message}.`, at }
  }
}

function meant(data: unknown, allowed: readonly unknown[]): string {
  const near = isString(data) ? nearest(data, allowed.filter(isString)) : undefined
  return near === undefined ? '' : ` Did you mean \`${near}\`?`
}
