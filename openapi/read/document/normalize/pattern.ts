/** Regular expressions of schemas: most are written for other engines than that of ECMAScript. */

/**
 * A pattern with the same meaning that ECMAScript accepts: with the flag `u`, as validators use it, or else without.
 * @returns undefined if there is none
 */
export function usablePattern(source: string): string | undefined {
  const plain = withoutSlashes(source)
  if (plain === undefined) return undefined
  if (compiles(plain)) return plain
  const rewritten = rewrite(plain)
  if (compiles(rewritten)) return rewritten
  // Without the flag, `\p{L}` would be the letters of that text.
  return compiles(plain, '') && !/\\[pP]\{/.test(plain) ? plain : undefined
}

function compiles(source: string, flags = 'u'): boolean {
  try {
    new RegExp(source, flags)
    return true
  } catch {
    return false
  }
}

/** `/^a$/` is a literal of some languages. As a pattern it matches nothing. Patterns cannot ignore the case: `/^a$/i`. */
function withoutSlashes(source: string): string | undefined {
  const [, inner, flags] = /^\/(\^.*\$)\/([a-z]*)$/s.exec(source) ?? []
  if (inner === undefined) return source
  return flags?.includes('i') ? undefined : inner
}

/** The start and the end of the text in Python, Ruby and PCRE. */
const ANCHORS: Readonly<Record<string, string>> = { A: '^', Z: '$', z: '$' }

/** Classes of Java and POSIX: `\p{Alpha}`, `[[:alpha:]]`. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
}

/** Escapes and brackets that are strict with the flag `u`. */
function rewrite(source: string): string {
  let result = ''
  let isInClass = false
  for (let at = 0; at < source.length; at++) {
    const letter = source.charAt(at)
    const next = source.charAt(at + 1)
    const [named = '', name = ''] = /^(?:\\p\{|\[:)(\w+)(?:\}|:\])/.exec(source.slice(at, at + 16)) ?? []
    const members = CLASSES[name.toLowerCase()]
    if (members !== undefined && (isInClass || letter === '\\')) {
      result += isInClass ? members : `[${members}]`
      at += named.length - 1
    } else if (letter === '\\') {
      at++
      if (isInClass && /[dDwWsS]/.test(next) && source.charAt(at + 1) === '-' && source.charAt(at + 2) !== ']') {
        // `[\w-.]` is no range.
        result += `\\${next}\\-`
        at++
      } else result += rewriteEscape(next, isInClass)
    } else if (isInClass) {
      if (letter === ']') isInClass = false
      const isBeforeClass = letter === '-' && next === '\\' && /[dDwWsS]/.test(source.charAt(at + 2))
      result += isBeforeClass ? '\\-' : letter
    } else if (letter === '[') {
      isInClass = true
      result += letter
      if (next === '^') {
        result += next
        at++
      }
    } else if (letter === '{' && !/^\{\d+(,\d*)?\}/.test(source.slice(at, at + 24))) {
      const [most] = /^\{,\d+\}/.exec(source.slice(at, at + 24)) ?? []
      result += most ? `{0${most.slice(1)}` : '\\{'
      if (most) at += most.length - 1
    } else if (letter === '{') {
      const end = source.indexOf('}', at)
      result += source.slice(at, end + 1)
      at = end
    } else result += letter === '}' || letter === ']' ? `\\${letter}` : letter
  }
  return result
}

function rewriteEscape(letter: string, isInClass: boolean): string {
  if (letter === '') return '\\\\'
  if (!isInClass && ANCHORS[letter] !== undefined) return ANCHORS[letter]
  const isAllowed = /[\^$\\.*+?()[\]{}|/\w]/.test(letter) && letter !== '_'
  return isAllowed || (isInClass && letter === '-') ? `\\${letter}` : letter
}
