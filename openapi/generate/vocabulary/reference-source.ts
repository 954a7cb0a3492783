/** The reference of the keywords as Markdown, from their JSON Schema. */
import { Document, isCollection, type Node, visit } from 'yaml'
import { isObject, isString, type JsonObject, objects, strings } from '../../contract/json.ts'

/** An example in one line is at most this long. */
const WIDTH = 100

/** @param schema the JSON Schema of the vocabulary */
export function referenceSource(schema: JsonObject): string {
  return new Reference(schema).markdown()
}

class Reference {
  readonly #description: string
  readonly #definitions: JsonObject
  /** The keywords that have a heading, so that those of two places have different ones. */
  readonly #headings = new Set<string>()

  constructor({ description, $defs }: JsonObject) {
    this.#description = String(description)
    this.#definitions = isObject($defs) ? $defs : {}
  }

  markdown(): string {
    const definitions = Object.entries(this.#definitions).flatMap(([name, schema]) =>
      isObject(schema) ? [{ name, schema }] : [],
    )
    const places = definitions.filter(({ schema }) => isString(schema.title)).map(({ schema }) => schema)
    const keywords = places.flatMap(place => [`## ${String(place.title)}`, ...this.#place(place)])
    const text = keywords.join('\n\n')
    return [
      '# The keywords of x-latchkey',
      this.#description,
      '[Writing your own system](../your-own-system.md) and [emulating an API](../emulating-an-api.md) explain how to use them.',
      text,
      '## Kinds of values',
      'Values that several keywords have.',
      ...definitions.filter(({ name }) => text.includes(`(#${slug(name)})`)).flatMap(value => this.#value(value)),
    ].join('\n\n')
  }

  #place(place: JsonObject): string[] {
    const of = String(place.title).replace(/^Keywords (.*?)(?::.*| \(.*)?$/, '$1')
    const required = strings(place.required)
    return propertiesOf(place).flatMap(([name, property]) => {
      const schema = this.#resolved(property)
      const heading = this.#headings.has(name) ? `\`${name}\` ${of}` : `\`${name}\``
      this.#headings.add(name)
      const type = [required.includes(name) ? 'required' : '', typeOf(property, schema)].filter(text => text !== '')
      const kind = type.length === 0 ? '' : `*${type.join(', ')}.* `
      return [
        `### ${heading}`,
        `${kind}${String(schema.description ?? '')}`,
        ...examplesOf(schema).map(example => `\`\`\`yaml\n${yamlOf({ [name]: example })}\`\`\``),
        ...table(rowsOf(schema, `${name}.`)),
      ]
    })
  }

  /** A value that several keywords have, and those that stand in it. */
  #value({ name, schema }: { readonly name: string; readonly schema: JsonObject }): string[] {
    const inner = objects(schema.anyOf).flatMap(({ $ref }) => (isString($ref) ? [this.#resolved({ $ref })] : []))
    const more = isObject(schema.additionalProperties) ? objects(schema.additionalProperties.anyOf) : []
    const parts = [schema, ...inner, ...more.map(part => this.#resolved(part))]
    return [`### ${wordsOf(name)}`, String(schema.description ?? ''), ...table(parts.flatMap(part => rowsOf(part, '')))]
  }

  /** Keywords next to a `$ref` take precedence over those of its target. */
  #resolved(value: JsonObject): JsonObject {
    const target = isString(value.$ref) ? this.#definitions[definitionOf(value.$ref)] : undefined
    return isObject(target) ? { ...target, ...value } : value
  }
}

const definitionOf = ($ref: string) => $ref.replace('#/$defs/', '')
const wordsOf = (name: string) => name.replaceAll('_', ' ')
const slug = (name: string) => name.replaceAll('_', '-')

function propertiesOf({ properties }: JsonObject): [name: string, schema: JsonObject][] {
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, schema]) =>
    isObject(schema) ? [[name, schema]] : [],
  )
}

const examplesOf = ({ examples }: JsonObject): readonly unknown[] => (Array.isArray(examples) ? examples : [])

/** YAML in which each collection that fits is one line. */
function yamlOf(value: object): string {
  const document = new Document(value)
  visit(document, (_, node, path) => {
    if (!isCollection(node) || path.length <= 1 || lengthOf(node) > WIDTH) return undefined
    node.flow = true
    return visit.SKIP
  })
  return document.toString({ lineWidth: 0 }).replaceAll('[ ', '[').replaceAll(' ]', ']')
}

const lengthOf = (node: Node) => JSON.stringify(node.toJSON()).length

type Row = readonly [name: string, type: string, description: string]

/** What is inside a keyword: `lifecycle.field`, `lifecycle.transitions.<name>.from`. Values of several have a section. */
function rowsOf(schema: JsonObject, prefix: string): Row[] {
  const { items, anyOf, additionalProperties } = schema
  return [
    ...propertiesOf(schema).flatMap(([name, property]): Row[] => [
      [`\`${prefix}${name}\``, typeOf(property, property), String(property.description ?? '')],
      ...rowsOf(property, `${prefix}${name}.`),
    ]),
    ...[items, ...objects(anyOf)].filter(isObject).flatMap(part => rowsOf(part, prefix)),
    ...(isObject(additionalProperties) ? rowsOf(additionalProperties, `${prefix}<name>.`) : []),
  ]
}

/** @param schema the property, with what it refers to */
function typeOf(property: JsonObject, schema: JsonObject): string {
  const { type, enum: values, const: constant, items, anyOf } = schema
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``
  if (isString(property.$ref) && type !== 'object') return linkTo(property.$ref)
  if (isString(property.$ref) && schema === property) return linkTo(property.$ref)
  if (Array.isArray(values)) return values.map(value => `\`${String(value)}\``).join(' or ')
  if (type === 'array') return isObject(items) && items.type === 'object' ? 'list of objects' : 'list'
  const types = [type].flat().filter(isString)
  return [...new Set(types.length > 0 ? types : objects(anyOf).map(part => typeOf(part, part)))].join(' or ')
}

function linkTo($ref: string): string {
  const name = definitionOf($ref)
  return `[${wordsOf(name)}](#${slug(name)})`
}

function table(rows: readonly Row[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [[line(['Inside', 'Value', 'Meaning']), line(['---', '---', '---']), ...rows.map(line)].join('\n')]
}
