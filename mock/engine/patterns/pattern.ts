import { stepsFor } from './cost.ts'
import { linearTest } from './linear.ts'
import { nativePattern, parsePattern } from './parse.ts'

/** A native regular expression may take this many steps: about 50 ms. */
export const MAX_STEPS = 5e6
const LENGTHS = [1_000_000, 100_000, 10_000, 1_000, 300, 100, 30]

/**
 * Characters and classes from the start of the text, of which only the last may repeat without end: most patterns of ids and
 * codes. Their test is linear. To find that out by parsing them would load a parser, which takes 5 ms of the first response.
 */
export const SIMPLE = /^\^(?:(?:[\w-]|\\[dswDSW]|\[[\w-]+\])(?:\{\d{1,3}\})?)*[*+]?\$?$/

/** A pattern of a schema, whose test takes a bounded time, whatever the pattern and the text are. */
export interface Pattern {
  readonly test: (text: string) => boolean
  /** The length of the texts that can be checked. Longer ones are accepted. Infinite for almost all patterns. */
  readonly checked: number
  readonly flags: 'u' | ''
}

const known = new Map<string, Pattern | undefined>()
const MAX_KNOWN = 10_000

/** The pattern; undefined if it is no regular expression. */
export function patternOf(source: string): Pattern | undefined {
  if (!known.has(source)) {
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(source, compile(source))
  }
  return known.get(source)
}

/**
 * Short texts are tested natively. For longer ones, and for patterns that may backtrack exponentially, the test is linear.
 * A pattern with lookarounds or backreferences has no linear test, so it accepts what would take too long.
 */
function compile(source: string): Pattern | undefined {
  const simple = SIMPLE.test(source) ? nativePattern(source, 'u') : undefined
  if (simple) return testedBy(simple, 'u')
  const parsed = parsePattern(source)
  if (!parsed) return undefined
  const { ast, flags, native } = parsed
  const quick = LENGTHS.find(length => stepsFor(ast, length) <= MAX_STEPS) ?? 0
  if (quick === LENGTHS[0]) return testedBy(native, flags)
  const linear = linearTest(parsed)
  return {
    test: text => (text.length <= quick ? native.test(text) : (linear?.(text) ?? true)),
    checked: linear ? Number.POSITIVE_INFINITY : quick,
    flags,
  }
}

function testedBy(native: RegExp, flags: Pattern['flags']): Pattern {
  return { test: text => native.test(text), checked: Number.POSITIVE_INFINITY, flags }
}
