/** Lists and nouns in English sentences. */

/** `a`, `a and b`, `a, b and c`. `Intl.ListFormat` would take longer to load than a server to start. */
export function listOf(items: Iterable<string>, word: 'and' | 'or' = 'and'): string {
  const all = [...items]
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} ${word} ${last}`
}

/** The plural of a noun, or the noun itself for a count of 1. */
export function plural(noun: string, count = 2): string {
  if (count === 1 || noun.endsWith('s')) return noun
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${plural(noun, count)}`
}

/** The title of a resource within a sentence: `API key`, `order`. */
export function asNoun(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

/** `an API key`, `a user`. */
export function withArticle(noun: string): string {
  return `${/^[AEIOUaeiou]/.test(noun) && !/^user/i.test(noun) ? 'an' : 'a'} ${noun}`
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
