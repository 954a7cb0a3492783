import type { AST, RegExpParser } from '@eslint-community/regexpp'
import { loadParser } from './regexpp.ts'

export interface ParsedPattern {
  readonly ast: AST.Pattern
  /** `u`, or empty for a pattern that is only valid without it: `[\w-.]`. */
  readonly flags: 'u' | ''
  readonly native: RegExp
}

/** Longer patterns are not checked: compiling one can take as long as using it. */
const MAX_LENGTH = 20_000

const known = new Map<string, ParsedPattern | undefined>()
const MAX_KNOWN = 10_000

/**
 * A pattern as JSON Schema has it: a regular expression of ECMAScript with the flag `u`. Many documents have patterns
 * that are only valid without the flag, and they are read without it. A literal of JavaScript (`/^a$/`) is read as what is
 * in it, since it would match nothing.
 * @returns undefined if it is no regular expression, or a literal with flags
 */
export function parsePattern(source: string): ParsedPattern | undefined {
  if (!known.has(source)) {
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(source, parse(source))
  }
  return known.get(source)
}

function parse(source: string): ParsedPattern | undefined {
  const literal = /^\/(\^.*\$)\/([a-z]*)$/s.exec(source)
  if (literal) return literal[2] === '' ? parsePattern(literal[1] ?? '') : undefined
  return parseWith(source, 'u') ?? parseWith(source, '')
}

/** The regular expression; undefined if it is none, or too long. */
export function nativePattern(source: string, flags: ParsedPattern['flags']): RegExp | undefined {
  if (source.length > MAX_LENGTH) return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}

let parser: RegExpParser | undefined

function parseWith(source: string, flags: ParsedPattern['flags']): ParsedPattern | undefined {
  const native = nativePattern(source, flags)
  if (!native) return undefined
  try {
    parser ??= loadParser()
    const ast = parser.parsePattern(source, 0, source.length, { unicode: flags === 'u' })
    return { ast, flags, native }
  } catch {
    return undefined
  }
}
