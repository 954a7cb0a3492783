import { isObject, isString } from '../../../openapi/contract/json.ts'
import { writePair } from './write-query.ts'
import type { WriteParameter } from './writers.ts'

const SEPARATORS = { comma: ',', space: '%20', pipe: '|' }

/**
 * Writes objects, and lists with separators, in queries and forms. It is a value of the systems that have such parameters, so
 * that other programs do not load it.
 */
export const writeParameter: WriteParameter = (name, value, style = 'deep') => {
  if (value instanceof Date) return [writePair(name, value.toISOString())]
  if (value === null || value === undefined) return []
  if (style === 'json') return [writePair(name, isString(value) ? value : JSON.stringify(value))]
  if (typeof value !== 'object') return [writePair(name, value)]
  if (style === 'deep') return writeDeep(name, value)
  if (style === 'object' && isObject(value))
    return Object.entries(value).flatMap(([key, item]) => writeParameter(key, item, 'json'))
  const items = Array.isArray(value) ? value : Object.entries(value).flat()
  const separator = style === 'object' ? SEPARATORS.comma : SEPARATORS[style]
  return [`${encodeURIComponent(name)}=${items.map(item => encodeURIComponent(String(item))).join(separator)}`]
}

/** `price[gte]=5&tags[0]=a` */
function writeDeep(name: string, value: object): string[] {
  return Object.entries(value).flatMap(([key, item]) => writeParameter(`${name}[${key}]`, item, 'deep'))
}
