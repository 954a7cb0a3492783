/** The schemas by which editors complete and check `x-latchkey`, in OpenAPI documents and in overlays of them. */
import { isObject, type JsonObject } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` })
const mapOf = (name: string): JsonObject => ({ type: 'object', additionalProperties: ref(name) })
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties })

/** @param vocabulary the JSON Schema of the keywords */
export function openapiSchema(vocabulary: JsonObject): JsonObject {
  return {
    $schema: DIALECT,
    title: 'OpenAPI with x-latchkey',
    description: 'An OpenAPI 3 document. Only the keywords of `x-latchkey` are checked.',
    ...ref('openapi'),
    $defs: { ...definitionsOf(vocabulary), ...PLACES },
  }
}

/**
 * An action merges its update into what the document has, so nothing has to be in it.
 *
 * @param vocabulary the JSON Schema of the keywords
 */
export function overlaySchema(vocabulary: JsonObject): JsonObject {
  const definitions = definitionsOf(vocabulary)
  const merged = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, MERGED.includes(name) ? partOf(schema) : schema]),
  )
  return {
    $schema: DIALECT,
    title: 'OpenAPI Overlay with x-latchkey',
    type: 'object',
    required: ['overlay', 'info', 'actions'],
    properties: {
      overlay: { type: 'string', description: 'The version of the Overlay specification: `1.1.0`.' },
      info: { ...object({ title: { type: 'string' }, version: { type: 'string' } }), required: ['title', 'version'] },
      extends: { type: 'string', description: 'The document that the overlay is for, relative to the overlay.' },
      actions: { type: 'array', minItems: 1, items: ref('action') },
    },
    $defs: { ...merged, ...PLACES, action: ACTION },
  }
}

/** The keywords that stand directly under `x-latchkey`. */
const MERGED = ['document', 'resource', 'property', 'operation', 'credential', 'selection', 'any_credential']

function partOf(schema: unknown): unknown {
  if (!isObject(schema)) return schema
  const { required: _, minProperties: __, dependentRequired: ___, ...part } = schema
  return part
}

/** The definitions of the vocabulary. */
function definitionsOf({ $defs }: JsonObject): JsonObject {
  return isObject($defs) ? $defs : {}
}

/** The places of an OpenAPI document in which keywords stand. */
const PLACES: JsonObject = {
  openapi: object({
    [WORDS]: ref('document'),
    paths: mapOf('pathItem'),
    webhooks: mapOf('pathItem'),
    components: ref('components'),
  }),
  components: object({
    schemas: mapOf('componentSchema'),
    securitySchemes: mapOf('securityScheme'),
    pathItems: mapOf('pathItem'),
  }),
  pathItem: object(Object.fromEntries(METHODS.map(method => [method, ref('pathItemOperation')]))),
  pathItemOperation: object({ [WORDS]: ref('operation') }),
  securityScheme: object({ [WORDS]: { anyOf: [ref('credential'), ref('selection'), ref('any_credential')] } }),
  componentSchema: {
    type: ['object', 'boolean'],
    properties: {
      [WORDS]: ref('resource'),
      properties: mapOf('propertySchema'),
      allOf: { type: 'array', items: ref('extendingSchema') },
    },
  },
  extendingSchema: {
    type: ['object', 'boolean'],
    properties: { properties: mapOf('propertySchema'), allOf: { type: 'array', items: ref('extendingSchema') } },
  },
  propertySchema: { type: ['object', 'boolean'], properties: { [WORDS]: ref('property') } },
}

const MEMBER = String.raw`(\.[A-Za-z_]\w*|\[[^\[\]]+\])`

/** What the target of an action selects, as a regular expression, and what its update changes. */
const TARGETS: readonly (readonly [target: string, place: string | JsonObject])[] = [
  [String.raw`^\$$`, 'openapi'],
  [String.raw`^\$\.paths$`, mapOf('pathItem')],
  [String.raw`^\$\.paths${MEMBER}$`, 'pathItem'],
  [String.raw`^\$\.paths${MEMBER}${MEMBER}$`, 'pathItemOperation'],
  [String.raw`^\$\.components$`, 'components'],
  [String.raw`^\$\.components\.schemas$`, mapOf('componentSchema')],
  [String.raw`^\$\.components\.schemas${MEMBER}$`, 'componentSchema'],
  [String.raw`^\$\.components\.schemas${MEMBER}\.properties$`, mapOf('propertySchema')],
  [String.raw`^\$\.components\.schemas${MEMBER}\.properties${MEMBER}$`, 'propertySchema'],
  [String.raw`^\$\.components\.securitySchemes$`, mapOf('securityScheme')],
  [String.raw`^\$\.components\.securitySchemes${MEMBER}$`, 'securityScheme'],
]

const ACTION: JsonObject = {
  type: 'object',
  required: ['target'],
  additionalProperties: false,
  patternProperties: { '^x-': true },
  properties: {
    target: {
      type: 'string',
      description: "The place in the document, as a JSONPath (RFC 9535): `$.paths['/todos'].get`.",
    },
    description: { type: 'string' },
    update: { description: 'What is merged into the place.' },
    copy: { type: 'string', description: 'A JSONPath to what is merged into the place (Overlay 1.1).' },
    remove: { type: 'boolean', description: 'Removes the place.' },
  },
  allOf: TARGETS.map(([pattern, place]) => ({
    if: { required: ['target'], properties: { target: { type: 'string', pattern } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { update: typeof place === 'string' ? ref(place) : place } },
  })),
}
