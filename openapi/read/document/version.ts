/** Which kind of document a value is. */
import { isObject, isString } from '../../contract/json.ts'
import { ContractError } from '../contract-error.ts'
import type { SourceFile } from './source-files.ts'
import type { Warnings } from './warnings.ts'

/**
 * Whether a document is of a version before 3.1.
 * @throws {ContractError} if it is not an OpenAPI 3 document
 */
export function isBefore31(main: SourceFile, warnings: Warnings): boolean {
  const { value, name } = main
  if (!isObject(value))
    throw refused(name, 'The file must hold an OpenAPI document: an object with the field `openapi`.')
  // YAML reads an unquoted 3.0 as a number.
  const version = isString(value.openapi) || typeof value.openapi === 'number' ? String(value.openapi) : undefined
  if (version === undefined) throw refused(name, otherKind(value))
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? []
  if (major !== '3') {
    throw refused(name, `OpenAPI ${version} is not known. OpenAPI 3.0, 3.1 and 3.2 can be read.`)
  }
  if (Number(minor) > 2) {
    warnings.add('version', `OpenAPI ${version} is not known. The document is read as OpenAPI 3.2.`, main, ['openapi'])
  }
  return Number(minor ?? 0) === 0
}

function otherKind(value: Readonly<Record<string, unknown>>): string {
  const { swagger } = value
  if (swagger !== undefined) {
    return `This is a Swagger ${String(swagger)} document. Only OpenAPI 3 can be read. Convert it: npx swagger2openapi FILE --outfile openapi.yaml, or https://converter.swagger.io.`
  }
  const other = OTHERS.find(([field]) => field in value)
  const known = other ? `This is ${other[1]}. ` : ''
  return `${known}An OpenAPI document has the root field \`openapi\`, for example \`openapi: 3.1.1\`.`
}

const OTHERS = [
  ['overlay', 'an Overlay document, which changes an OpenAPI document'],
  ['asyncapi', 'an AsyncAPI document'],
  ['arazzo', 'an Arazzo document'],
  ['$schema', 'a JSON Schema'],
] as const

function refused(where: string, message: string): ContractError {
  return new ContractError([{ where, message }])
}
