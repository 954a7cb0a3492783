/**
 * Whether the references of a document are plain: each leads to a component of the kind that stands at its place. Then no
 * component is made of anything else, and parts of the document can be read one at a time.
 */
import { isString } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'
import { METHODS } from './methods.ts'
import { KINDS, type Kind } from './sections.ts'

const COMPONENT = /^#\/components\/(\w+)\/(?!__proto__$)[^/%]+$/

/** Keywords of schemas that change what references lead to. */
const NAMING = new Set(['$id', '$self', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef'])

/** What stands at a place. References in data are not followed; those in examples are. */
type Thing = Kind | 'components' | 'data' | 'document' | 'encoding' | 'exampleData' | 'operation'
/** A thing, or a list or map of such things. */
type Place = Thing | readonly [Thing]

const described = { example: 'exampleData', examples: ['example'] } as const
const typed = { schema: 'schema', content: ['mediaType'], ...described } as const

type Fields = Readonly<Record<string, Place>>

/** What stands in the fields of a thing, or in all of them. Other fields have data. */
const FIELDS: Readonly<Record<Thing, Fields | readonly [Thing]>> = {
  callback: ['pathItem'],
  components: Object.fromEntries(KINDS.map(([kind, section]) => [section, [kind]])),
  data: {},
  document: { components: 'components', paths: ['pathItem'], webhooks: ['pathItem'] },
  encoding: { headers: ['header'] },
  example: ['exampleData'],
  exampleData: ['exampleData'],
  header: typed,
  link: {},
  mediaType: {
    schema: 'schema',
    itemSchema: 'schema',
    encoding: ['encoding'],
    prefixEncoding: ['encoding'],
    itemEncoding: 'encoding',
    ...described,
  },
  operation: {
    callbacks: ['callback'],
    parameters: ['parameter'],
    requestBody: 'requestBody',
    responses: ['response'],
  },
  parameter: typed,
  pathItem: {
    additionalOperations: ['operation'],
    parameters: ['parameter'],
    ...Object.fromEntries(METHODS.map(method => [method, 'operation'])),
  },
  requestBody: { content: ['mediaType'] },
  response: { content: ['mediaType'], headers: ['header'], links: ['link'] },
  schema: {
    additionalItems: 'schema',
    additionalProperties: 'schema',
    allOf: ['schema'],
    anyOf: ['schema'],
    contains: 'schema',
    contentSchema: 'schema',
    dependentSchemas: ['schema'],
    else: 'schema',
    example: 'exampleData',
    examples: 'exampleData',
    if: 'schema',
    items: 'schema',
    not: 'schema',
    oneOf: ['schema'],
    patternProperties: ['schema'],
    prefixItems: ['schema'],
    properties: ['schema'],
    propertyNames: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: 'schema',
    unevaluatedItems: 'schema',
    unevaluatedProperties: 'schema',
  },
  securityScheme: {},
}

/** The sections that references lead to. A path item by reference shares its operations with others. */
const PLAIN: ReadonlyMap<Place, string> = new Map(KINDS.filter(([kind]) => kind !== 'pathItem' && kind !== 'mediaType'))

export class PlainReferences {
  #arePlain = true

  get arePlain(): boolean {
    return this.#arePlain
  }

  /**
   * Takes a keyword with `$`.
   * @param keys the keys to the object that it is in, of which the first `depth` count
   */
  keyword(keyword: string, value: unknown, keys: Keys, depth: number): void {
    if (keyword === '$ref') this.#arePlain &&= isPlain(value, keys, depth)
    else if (NAMING.has(keyword)) this.#arePlain = false
  }

  /** Takes a reference in the mapping of a discriminator. It may be only a name. */
  mapping(value: unknown): void {
    if (isString(value) && /[#./]/.test(value)) this.#arePlain &&= COMPONENT.exec(value)?.[1] === 'schemas'
  }
}

function isPlain(reference: unknown, keys: Keys, depth: number): boolean {
  const section = isString(reference) ? COMPONENT.exec(reference)?.[1] : undefined
  if (section === undefined) return false
  let place: Place = 'document'
  for (let index = 0; index < depth; index++) place = placeIn(place, keys[index] ?? '')
  return place === 'data' || PLAIN.get(place) === section
}

function placeIn(place: Place, key: string | number): Place {
  if (!isString(place)) return place[0]
  // `items` was a list before 2020-12.
  if (place === 'schema' && typeof key === 'number') return 'schema'
  const fields = FIELDS[place]
  if (isOneThing(fields)) return fields[0]
  return Object.hasOwn(fields, key) ? (fields[key] ?? 'data') : 'data'
}

const isOneThing = (fields: Fields | readonly [Thing]): fields is readonly [Thing] => Array.isArray(fields)
