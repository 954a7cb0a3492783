/** References from keywords to components, by name. */
import { isObject, isString, type JsonObject } from '../contract/json.ts'
import { WORDS } from '../contract/words.ts'

/**
 * The components that the keywords of one place refer to, as `schemas/ApiKey`.
 * @param components the components of the document
 */
export type References = (keywords: JsonObject, components: JsonObject) => string[]

/** A keyword whose value is the name of a component. */
export function namedBy(keyword: string, section: 'schemas' | 'securitySchemes'): References {
  return ({ [keyword]: name }) => (isString(name) ? [`${section}/${name}`] : [])
}

/** The resources with `principal`. Callers act as their records, although no keyword names these resources. */
export function principals({ schemas }: JsonObject): string[] {
  const entries = isObject(schemas) ? Object.entries(schemas) : []
  return entries.flatMap(([name, schema]) => {
    const keywords = isObject(schema) ? schema[WORDS] : undefined
    return isObject(keywords) && keywords.principal !== undefined ? [`schemas/${name}`] : []
  })
}
