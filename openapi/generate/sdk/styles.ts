/** How parameters and the fields of forms are written, for the SDK. */
import type { FieldEncoding, Operation, Parameter } from '../../contract/contract.ts'
import { isObject } from '../../contract/json.ts'

/** The `ParameterStyle`s of the parameters that are not written as `form` writes texts and lists, by name. */
export function queryStyles({ query }: Operation): Readonly<Record<string, string>> | undefined {
  return stylesOf(query.map(parameter => [parameter.name, styleOf(parameter)]))
}

/** The same for the fields of a form. */
export function fieldStyles({ body }: Operation, media: string): Readonly<Record<string, string>> | undefined {
  const content = body?.contents?.find(content => content.media === media.toLowerCase())
  const fields = Object.entries(content?.encoding ?? {})
  return stylesOf(
    fields.map(([name, encoding]) => [name, styleOf({ ...encoding, schema: propertyOf(content?.schema, name) })]),
  )
}

function styleOf({ style = 'form', explode = style === 'form', media, schema }: Partial<Parameter> & FieldEncoding) {
  if (media !== undefined) return 'json'
  if (style === 'deepObject') return 'deep'
  if (style === 'spaceDelimited' && !explode) return 'space'
  if (style === 'pipeDelimited' && !explode) return 'pipe'
  if (!explode) return 'comma'
  return schema?.type === 'object' ? 'object' : undefined
}

function stylesOf(entries: readonly (readonly [string, string | undefined])[]) {
  const styles = entries.flatMap(([name, style]) => (style ? [[name, style]] : []))
  return styles.length > 0 ? Object.fromEntries(styles) : undefined
}

function propertyOf(schema: unknown, name: string) {
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {}
  const property = properties[name]
  return isObject(property) ? property : {}
}
