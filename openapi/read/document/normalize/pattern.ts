/** Regular expressions of schemas: most are written for other engines than that of ECMAScript. */

import { isExponential, type StepBudget } from './backtracking.ts'

export interface CheckedPattern {
  /** The pattern as validators can use it; undefined if they cannot. */
  readonly usable?: string
  readonly mistake?: string
}

export function checkPattern(source: string, budget: StepBudget): CheckedPattern {
  const usable = usablePattern(source)
  const shown = source.length > 200 ? `${source.slice(0, 200)}...` : source
  if (usable === undefined) {
    return { mistake: `The pattern \`${shown}\` is not a regular expression of ECMAScript. It is not checked.` }
  }
  if (isExponential(usable, budget)) {
    return { mistake: `The pattern \`${shown}\` can take exponential time. It is not checked.` }
  }
  return { usable }
}

/**
 * A pattern with the same meaning that ECMAScript accepts with the flag `u`, as validators use it.
 * @returns undefined if there is none
 */
export function usablePattern(source: string): string | undefined {
  const plain = withoutSlashes(source)
  if (compiles(plain)) return plain
  const rewritten = rewrite(plain)
  return compiles(rewritten) ? rewritten : undefined
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

/** `/^a$/` is a literal of some languages. As a pattern it matches nothing. */
function withoutSlashes(source: string): string {
  const [, inner] = /^\/(\^.*\$)\/[a-z]*$/s.exec(source) ?? []
  return inner ?? source
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
