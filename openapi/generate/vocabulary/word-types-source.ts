import { isObject, type JsonObject, strings } from '../../contract/json.ts'
import { literal } from '../literal.ts'
import { typesOf } from '../types/openapi-typescript.ts'

/**
 * The source of the types of the keywords, and of the list of verbs.
 *
 * @param schema the JSON Schema of the vocabulary, as text
 */
export async function wordTypesSource(schema: string): Promise<string> {
  const { $defs } = parsed(schema.replaceAll('"#/$defs/', '"#/components/schemas/'))
  const document = {
    openapi: '3.1.0',
    info: { title: 'x-latchkey', version: '1.0.0' },
    paths: {},
    components: { schemas: $defs },
  }
  const verb = isObject($defs) && isObject($defs.verb) ? $defs.verb : {}
  return [
    await typesOf(document, { immutable: true, readWriteMarkers: false }),
    '/** The verbs of `does`. */',
    `export const VERBS = ${literal(strings(verb.enum))} as const`,
  ].join('\n')
}

function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new TypeError('The schema of the vocabulary must be an object.')
  return value
}
