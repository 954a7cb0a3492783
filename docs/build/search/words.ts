/** The words of a text, in the form in which the search compares them. */

/**
 * A name counts as a whole and by its parts: `maxRetries` is `maxretries`, `max` and `retry`; `Next.js` is `nextjs`, `next`
 * and `js`; `--cors` is `cors`.
 */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+(?:[._/'’-][\p{L}\p{N}]+)*/gu) ?? []).flatMap(name => {
    const parts = name.split(/[._/'’-]|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter(part => part !== '')
    return parts.length === 1 ? [stem(name)] : [stem(parts.join('')), ...parts.map(stem)]
  })
}

/** Removes endings, so that `rotate` also finds `rotating`, and `retry` finds `retries`. */
function stem(word: string): string {
  return word
    .toLowerCase()
    .replace(/(?<=\w{2})ies$/, 'y')
    .replace(/(?<=\w{4})(?:ing|ed|es|e)$|(?<=\w{2}[^s])s$/, '')
}
