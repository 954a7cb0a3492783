/** What a request asks for with `Prefer` (RFC 7240): `Prefer: code=404, example=unknown-pet`. */
export interface Preferences {
  /** A status code, or a range or `default` as the document has it. */
  readonly code?: string
  /** The name of an example. */
  readonly example?: string
}

const NONE: Preferences = {}

export function preferencesOf(headers: Headers): Preferences {
  const text = headers.get('prefer')
  if (text === null) return NONE
  const preferences: Record<string, string> = {}
  for (const [, name = '', quoted, plain] of text.matchAll(
    /(?:^|[,;])\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;\s]*))/g,
  ))
    preferences[name.toLowerCase()] ??= quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? ''
  const { code, example } = preferences
  return { ...(code && { code }), ...(example && { example }) }
}
