import type { JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { flatten, type SchemaOrBoolean } from './flat-schema.ts'

type Schemas = Readonly<Record<string, JsonSchema>>

/** A value as XML, with the names, attributes and wrappers that the `xml` keyword of its schema asks for. */
export function writeXml(value: unknown, schema: JsonSchema | undefined, schemas: Schemas): string {
  const name = xmlOf([schema ?? {}], schemas).name ?? referredName(schema) ?? 'root'
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value, [schema ?? {}], schemas)}`
}

function element(name: string, value: unknown, parts: readonly SchemaOrBoolean[], schemas: Schemas): string {
  const tag = tagOf(name, parts, schemas)
  const { items, properties } = flatten(parts, new Map(), schemas)
  if (Array.isArray(value)) {
    const { wrapped } = xmlOf(parts, schemas)
    const itemName = xmlOf(items, schemas).name ?? (wrapped || tag.name === 'root' ? 'item' : tag.name)
    const inside = value.map(item => element(itemName, item, items, schemas)).join('')
    return wrapped || tag.name === 'root' ? `<${tag.name}${tag.attributes}>${inside}</${tag.name}>` : inside
  }
  if (!isObject(value)) return `<${tag.name}${tag.attributes}>${escaped(String(value ?? ''))}</${tag.name}>`
  let attributes = tag.attributes
  let inside = ''
  for (const [property, member] of Object.entries(value)) {
    const own = properties.get(property) ?? []
    const { name = property, attribute } = xmlOf(own, schemas)
    if (attribute) attributes += ` ${validName(name)}="${escaped(String(member))}"`
    else inside += element(name, member, own, schemas)
  }
  return `<${tag.name}${attributes}>${inside}</${tag.name}>`
}

function tagOf(
  name: string,
  parts: readonly SchemaOrBoolean[],
  schemas: Schemas,
): { name: string; attributes: string } {
  const { prefix, namespace } = xmlOf(parts, schemas)
  const attributes = namespace ? ` xmlns${prefix ? `:${validName(prefix)}` : ''}="${escaped(namespace)}"` : ''
  return { name: prefix ? `${validName(prefix)}:${validName(name)}` : validName(name), attributes }
}

/** The Xml Object of a schema or of what it refers to. */
function xmlOf(parts: readonly SchemaOrBoolean[], schemas: Schemas) {
  const [part] = parts.filter(isObject)
  const xml = [part, schemas[referredName(part) ?? '']].map(schema => schema?.xml).find(isObject) ?? {}
  return {
    name: isString(xml.name) ? xml.name : undefined,
    prefix: isString(xml.prefix) ? xml.prefix : undefined,
    namespace: isString(xml.namespace) ? xml.namespace : undefined,
    attribute: xml.attribute === true,
    wrapped: xml.wrapped === true,
  }
}

const validName = (name: string) => name.replaceAll(/[^\w.-]/g, '_').replace(/^(?=[^a-z_])/i, '_')

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
