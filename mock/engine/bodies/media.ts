/** Media types of bodies, as `Content-Type` has them. */

export interface MediaType {
  /** Lower case, without parameters: `multipart/form-data`. */
  readonly type: string
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>
}

export function mediaTypeOf(text: string): MediaType {
  const [type = '', rest = ''] = split(text)
  const parameters: Record<string, string> = {}
  for (const [, name = '', quoted, plain = ''] of rest.matchAll(
    /;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g,
  ))
    parameters[name.toLowerCase()] = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
  return { type: type.trim().toLowerCase(), parameters }
}

function split(text: string): [string, string] {
  const index = text.indexOf(';')
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)]
}

/** The content of a media type: the most specific one that includes it. */
export function contentFor<Content extends { readonly media: string }>(
  contents: readonly Content[],
  type: string,
): Content | undefined {
  const [main = ''] = type.split('/')
  const suffix = /\+([a-z]+)$/.exec(type)?.[1]
  const names = [type, ...(suffix ? [`${main}/*+${suffix}`] : []), `${main}/*`, '*/*', '*']
  return names
    .map(name => contents.find(({ media }) => mediaTypeOf(media).type === name))
    .find(content => content !== undefined)
}

export const isJsonType = (type: string) => /^[^/]+\/(json|[^/]*\+json)$/.test(type)
export const isFormType = (type: string) => type === 'application/x-www-form-urlencoded'
export const isTextType = (type: string) => /^text\/|[/+](xml|yaml|x-yaml|javascript|graphql|x-ndjson|csv)$/.test(type)

/** What a response is sent as. Documents may declare a range, which is not a media type. */
export function sentMedia(declared: string): string {
  if (!declared.includes('*')) return declared
  if (declared.startsWith('*/*')) return 'application/json'
  return declared.startsWith('text/') ? 'text/plain' : 'application/octet-stream'
}
