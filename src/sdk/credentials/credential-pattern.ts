/**
 * Finds credentials in a text, in each form that it can have there: as it is, as HTTP Basic sends it, and either of them
 * in a URL or in JSON, where any of the characters may be encoded: `%2F`, `\/` or `\u002F`. Upper and lower case are the
 * same.
 */
export function credentialPattern(credentials: readonly string[]): RegExp {
  const forms = credentials
    .flatMap(credential => [credential, btoa(`${credential}:`), btoa(credential)])
    .map(form => form.replace(/./g, anyFormOf))
  return new RegExp(forms.join('|'), 'gi')
}

/** A regular expression for a character that may be encoded. */
function anyFormOf(character: string): string {
  const hex = character.charCodeAt(0).toString(16)
  return `(?:\\\\?\\x${hex}|(?:%|\\\\u00)${hex})`
}
