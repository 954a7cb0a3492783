import openapiTS, { astToString, type OpenAPI3, tsUnion, UNDEFINED } from 'openapi-typescript'
import ts from 'typescript'
import { isObject, type JsonObject } from '../../contract/json.ts'

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
  const options = { immutable, readWriteMarkers, defaultNonNullable: false, transform: fileType }
  // openapi-typescript changes the document that it is given.
  const nodes = await openapiTS(withoutListedDiscriminators(withoutExtensions(structuredClone(document))), options)
  return astToString(readWriteMarkers ? nodes.map(node => withUndefined(node)) : nodes)
}

/** Removes what vendors add to operations: a `$ref` in it that leads nowhere would be an error. */
function withoutExtensions<Document extends JsonObject>(document: Document): Document {
  const items = isObject(document.paths) ? Object.values(document.paths).filter(isObject) : []
  for (const object of [...items, ...items.flatMap(item => Object.values(item).filter(isObject))])
    for (const name of Object.keys(object)) if (name.startsWith('x-')) Reflect.deleteProperty(object, name)
  return document
}

/**
 * Removes the discriminators of schemas that are items of a list, such as `allOf`: openapi-typescript 7 ends with an error for
 * them, because it builds a pointer to each and takes no index. Without one, the alternatives remain.
 */
function withoutListedDiscriminators<Value>(value: Value, isListed = false): Value {
  if (Array.isArray(value)) for (const item of value) withoutListedDiscriminators(item, true)
  else if (isObject(value)) {
    if (isListed && isObject(value.discriminator) && value.discriminator.propertyName)
      Reflect.deleteProperty(value, 'discriminator')
    for (const member of Object.values(value)) withoutListedDiscriminators(member, isListed)
  }
  return value
}

/** Files in forms. */
function fileType({ format }: { readonly format?: string }): ts.TypeNode | undefined {
  return format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined
}

/**
 * Adds `| undefined` to each optional property, so that programs with `exactOptionalPropertyTypes` can pass values that may
 * be undefined. JSON and queries leave them out.
 */
function withUndefined(node: ts.Node): ts.Node {
  const children = ts.visitEachChild(node, withUndefined, undefined)
  const isOptional = ts.isPropertySignature(children) && children.questionToken && children.type
  if (!isOptional || children.type.kind === ts.SyntaxKind.NeverKeyword) return children
  const type = tsUnion([children.type, UNDEFINED])
  return ts.factory.updatePropertySignature(children, children.modifiers, children.name, children.questionToken, type)
}

function isOpenApi(document: JsonObject): document is JsonObject & OpenAPI3 {
  return typeof document.openapi === 'string' && document.openapi.startsWith('3.')
}
