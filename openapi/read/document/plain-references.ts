/**
 * Whether the references of a document are plain: each leads to a component of the kind that stands at its place. Then no
 * component is made of anything else, and parts of the document can be read one at a time.
 */
import { isString } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'

const COMPONENT = /^#\/components\/(\w+)\/(?!__proto__$)[^/%]+$/

/** Keywords of schemas that change what references lead to. */
const NAMING = new Set(['$id', '$self', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef'])

/** Fields whose values are maps or lists: a `$ref` in place of one of them is no component. */
const MAPS = new Set([
  'callbacks',
  'content',
  'dependentSchemas',
  'examples',
  'headers',
  'links',
  'mediaTypes',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
])

/** Sections whose things stand in a field of the same name elsewhere: by name, or in a list. */
const HELD = new Set([
  'callbacks',
  'examples',
  'headers',
  'links',
  'parameters',
  'requestBodies',
  'responses',
  'securitySchemes',
])

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
    if (keyword === '$ref') this.#arePlain &&= isPlain(value, keys[depth - 1], keys[depth - 2])
    else if (NAMING.has(keyword)) this.#arePlain = false
  }

  /** Takes a reference in the mapping of a discriminator. It may be only a name. */
  mapping(value: unknown): void {
    if (isString(value) && /[#./]/.test(value)) this.#arePlain &&= COMPONENT.exec(value)?.[1] === 'schemas'
  }
}

function isPlain(reference: unknown, key: string | number | undefined, outer: string | number | undefined): boolean {
  const section = isString(reference) ? COMPONENT.exec(reference)?.[1] : undefined
  if (section === undefined || (MAPS.has(String(key)) && outer !== 'properties')) return false
  if (section === 'schemas') return true
  return (HELD.has(section) && section === outer) || (section === 'requestBodies' && key === 'requestBody')
}
