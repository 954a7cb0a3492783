import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import type { JsonObject } from '../../contract/json.ts'

/**
 * The TypeScript types of an OpenAPI document: the source of `paths`, `components` and `operations`. Properties that are
 * only read or only written are marked; the types `Readable` and `Writable`, also in the source, remove the marks.
 *
 * @param options `immutable` makes all properties and lists readonly
 *
 * This is the only file that imports openapi-typescript.
 */
export async function typesOf(
  document: JsonObject,
  { immutable = false, readWriteMarkers = true } = {},
): Promise<string> {
  if (!isOpenApi(document)) throw new TypeError('The document must be OpenAPI 3.')
  // A property with a default is optional in a request body, and the document defines which ones a response requires.
  const options = { immutable, readWriteMarkers, defaultNonNullable: false }
  // openapi-typescript changes the document that it is given.
  return astToString(await openapiTS(structuredClone(document), options))
}

function isOpenApi(document: JsonObject): document is JsonObject & OpenAPI3 {
  return typeof document.openapi === 'string' && document.openapi.startsWith('3.')
}
