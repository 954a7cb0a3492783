import { isObject, isString } from '../../../contract/json.ts'
import { isSchemaName } from '../schema-name.ts'
import { type Copy, put } from './walk.ts'

/** A discriminator whose mapping leads to components. Its values may be names of components or references. */
export const discriminator: Copy = (value, walk) => {
  if (isString(value)) return { propertyName: value }
  if (!isObject(value) || !isString(value.propertyName)) {
    walk.warn('schema', 'A discriminator must have a `propertyName`. It is left out.')
    return undefined
  }
  const { mapping, defaultMapping, ...others } = value
  const result: Record<string, unknown> = others
  if (isObject(mapping)) {
    const targets: Record<string, unknown> = {}
    for (const [name, target] of Object.entries(mapping)) {
      const $ref = isString(target) ? walk.into('mapping', target, reference) : undefined
      if ($ref !== undefined) put(targets, name, $ref)
    }
    result.mapping = targets
  }
  const fallback = isString(defaultMapping) ? walk.into('defaultMapping', defaultMapping, reference) : undefined
  if (fallback !== undefined) result.defaultMapping = fallback
  return result
}

const reference: Copy = (value, walk) => {
  if (!isString(value)) return undefined
  return isSchemaName(value) ? walk.referToName(value) : walk.refer(value, 'schema')
}
