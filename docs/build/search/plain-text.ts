/** The text of a piece of HTML. */
export function plainText(html: string): string {
  return decoded(html.replaceAll('<wbr>', '').replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A text of Markdown without the marks of code and emphasis. */
export const withoutMarks = (markdown: string): string => markdown.replaceAll(/[`*]/g, '')

/** The different words in the code blocks of a piece of HTML. */
export function codeWords(html: string): string {
  const blocks = [...html.matchAll(/<pre\b[\s\S]*?<\/pre>/g)].map(([block]) =>
    decoded(block.replaceAll(/<[^>]+>/g, '')),
  )
  return [...new Set(blocks.join(' ').match(/[\w$][\w$./-]*[\w$]/g) ?? [])].join(' ')
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: ' ', apos: "'" }

function decoded(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    return decimal === undefined ? (NAMED[name] ?? whole) : String.fromCodePoint(Number(decimal))
  })
}
