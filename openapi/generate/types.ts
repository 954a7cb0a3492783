/** TypeScript types of a contract, by openapi-typescript: the only file that knows the tool. */
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import type { JsonObject } from '../contract/json.ts'

/**
 * The source of `paths`, `components` and `operations`. Members that are only read or only written are marked;
 * `Readable` and `Writable`, which it contains, take the marks away.
 */
export async function typesOf(document: JsonObject): Promise<string> {
  if (!isOpenApi(document)) throw new TypeError('This is no OpenAPI 3 document.')
  // It changes what it is given. A member with a default may be left out of a body; what an answer always has is required.
  const options = { readWriteMarkers: true, defaultNonNullable: false }
  return astToString(await openapiTS(structuredClone(document), options))
}

function isOpenApi(document: JsonObject): document is JsonObject & OpenAPI3 {
  return typeof document.openapi === 'string' && document.openapi.startsWith('3.')
}
