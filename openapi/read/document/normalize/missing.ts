import { isObject } from '../../../contract/json.ts'
import { isReference } from '../../../contract/ref.ts'
import { put } from './walk.ts'

/**
 * A copy without the references to components that were left out: to a parameter without a name, for example.
 *
 * @param missing `$ref`s
 */
export function withoutReferences(value: unknown, missing: ReadonlySet<string>): unknown {
  const isMissing = (inner: unknown) => isReference(inner) && missing.has(inner.$ref)
  if (Array.isArray(value)) {
    return value.filter(item => !isMissing(item)).map(item => withoutReferences(item, missing))
  }
  if (!isObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value))
    if (!isMissing(inner)) put(result, key, withoutReferences(inner, missing))
  return result
}
