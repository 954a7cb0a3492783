/**
 * Finds a credential in a text, in each form that it can have there: as it is, as HTTP Basic sends it, and either of them
 * in a URL, with any of the characters encoded. Upper and lower case are the same.
 */
export function credentialPattern(credential: string): RegExp {
  const forms = [credential, btoa(`${credential}:`)]
  return new RegExp(forms.map(patternOfForm).join('|'), 'gi')
}

/** A regular expression for a text whose characters may be percent-encoded. */
function patternOfForm(text: string): string {
  const characters = [...text].map(character => {
    const hex = character.charCodeAt(0).toString(16)
    return `(?:\\x${hex}|%${hex})`
  })
  return characters.join('')
}
