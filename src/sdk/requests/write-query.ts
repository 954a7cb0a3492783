import { isObject } from '../../../openapi/contract/json.ts'
import { assert } from '../assert.ts'
import type { ParameterStyle, WriteParameter } from './writers.ts'

/**
 * A query without a question mark. Items of a list are written as parameters with the same name.
 *
 * @throws {TypeError} a value is an object, and the system describes no way to write it
 */
export function writeQuery(
  query: Readonly<Record<string, unknown>>,
  styles: Readonly<Record<string, ParameterStyle>> = {},
  { writeParameter }: { readonly writeParameter?: WriteParameter },
): string {
  const written = Object.entries(query).flatMap(([name, value]) => {
    const style = styles[name]
    if (writeParameter && (style || isObject(value))) return writeParameter(name, value, style)
    assert(!isObject(value), `${name} must not be an object. Pass a Date as date.toISOString().`)
    return [value]
      .flat()
      .filter(isSet)
      .map(item => writePair(name, item))
  })
  return written.join('&')
}

export function writePair(name: string, value: unknown): string {
  assert(!isObject(value), `${name} must not hold objects.`)
  return `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`
}

export function isSet(value: unknown): boolean {
  return value != null
}
