import type { AST } from '@eslint-community/regexpp'
import type { ParsedPattern } from './parse.ts'

/** `fork` goes on at two states, `check` only if its assertion holds. */
type State =
  | { readonly kind: 'match' }
  | { readonly kind: 'read'; readonly accepts: (code: number) => boolean; readonly next: number }
  | { readonly kind: 'fork'; next: number; readonly other: number }
  | { readonly kind: 'check'; readonly holds: Check; readonly next: number }

/** @param looks for each lookaround, at which positions it matches */
type Check = (before: number, after: number, looks: readonly Uint8Array[], position: number) => boolean

interface Automaton {
  readonly states: readonly State[]
  readonly start: number
  readonly isBackward: boolean
}

/** A repetition is copied as often as it may occur, which is bounded. */
const MAX_STATES = 20_000
/** About 200 ms. */
const MAX_VISITS = 2e7
/** The code before the first and after the last character. */
const NONE = -1

/**
 * A test that takes a time proportional to the length of the text: it follows all possible matches at once (Thompson's
 * algorithm, which RE2 uses), and never tries again. A lookahead is an automaton that reads the text backwards: it finds
 * all positions at which the lookahead matches in one go.
 * @returns undefined if the pattern has backreferences or repeats too much. The test accepts what would take too long.
 */
export function linearTest({ ast, flags }: ParsedPattern): ((text: string) => boolean) | undefined {
  const classes = new Map<AST.Node, (code: number) => boolean>()
  /** An inner lookaround is before the one that it is in. */
  const lookarounds: Automaton[] = []
  let count = 0
  try {
    const whole = automaton(ast.alternatives, false)
    return text => {
      if (text.length * count > MAX_VISITS) return true
      const codes = codesOf(text, flags)
      const looks: Uint8Array[] = []
      for (const lookaround of lookarounds) looks.push(run(lookaround, codes, looks))
      return run(whole, codes, looks).includes(1)
    }
  } catch (error) {
    if (error instanceof NotLinear) return undefined
    throw error
  }

  /** The states are made from the last to the first: each part knows the state that follows it. */
  function automaton(branches: readonly AST.Alternative[], isBackward: boolean): Automaton {
    const states: State[] = []
    const add = (state: State) => {
      if (++count > MAX_STATES) throw new NotLinear()
      return states.push(state) - 1
    }
    return { states, start: alternatives(branches, add({ kind: 'match' })), isBackward }

    function alternatives(branches: readonly AST.Alternative[], next: number): number {
      const starts = branches.map(({ elements }) =>
        (isBackward ? elements.toReversed() : elements).reduceRight((after, node) => element(node, after), next),
      )
      return starts.reduceRight((other, start) => add({ kind: 'fork', next: start, other }))
    }

    function element(node: AST.Element, next: number): number {
      switch (node.type) {
        case 'Group':
        case 'CapturingGroup':
          return alternatives(node.alternatives, next)
        case 'Quantifier':
          return repeated(node, next)
        case 'Character':
          return add({ kind: 'read', accepts: code => code === node.value, next })
        case 'CharacterSet':
        case 'CharacterClass':
          return add({ kind: 'read', accepts: classOf(node), next })
        case 'Assertion':
          return add({ kind: 'check', holds: assertion(node), next })
        default:
          throw new NotLinear()
      }
    }

    function repeated({ element: part, min, max }: AST.Quantifier, next: number): number {
      let start = next
      if (max === Number.POSITIVE_INFINITY) {
        const loop: State = { kind: 'fork', next, other: next }
        start = add(loop)
        loop.next = element(part, start)
      } else {
        for (let copy = min; copy < max; copy++) start = add({ kind: 'fork', next: element(part, start), other: next })
      }
      for (let copy = 0; copy < min; copy++) start = element(part, start)
      return start
    }
  }

  function assertion(node: AST.Assertion): Check {
    switch (node.kind) {
      case 'start':
        return before => before === NONE
      case 'end':
        return (_, after) => after === NONE
      case 'word':
        return (before, after) => (isWord(before) !== isWord(after)) !== node.negate
      default: {
        const index = lookarounds.push(automaton(node.alternatives, node.kind === 'lookahead')) - 1
        return (_before, _after, looks, position) => (looks[index]?.[position] === 1) !== node.negate
      }
    }
  }

  /** A repeated class is compiled once. */
  function classOf(node: AST.CharacterSet | AST.CharacterClass): (code: number) => boolean {
    let accepts = classes.get(node)
    if (!accepts) {
      accepts = acceptedBy(node, flags)
      classes.set(node, accepts)
    }
    return accepts
  }
}

class NotLinear extends Error {
  override readonly name = 'NotLinear'
}

const WORD = /\w/
const isWord = (code: number) => code !== NONE && WORD.test(String.fromCodePoint(code))

/** Whether a class accepts a character, by the native regular expression of the class alone. */
export function acceptedBy({ raw }: AST.Node, flags: ParsedPattern['flags']): (code: number) => boolean {
  const alone = new RegExp(`^${raw}$`, flags)
  const latin = Array.from({ length: 256 }, (_, code) => alone.test(String.fromCodePoint(code)))
  return code => latin[code] ?? alone.test(String.fromCodePoint(code))
}

function codesOf(text: string, flags: ParsedPattern['flags']): readonly number[] {
  return flags === 'u'
    ? Array.from(text, character => character.codePointAt(0) ?? 0)
    : Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
}

/** The positions at which a match ends, if it is read forwards, or starts, if it is read backwards: 1 for each. */
function run({ states, start, isBackward }: Automaton, codes: readonly number[], looks: readonly Uint8Array[]) {
  const matches = new Uint8Array(codes.length + 1)
  /** The position at which a state was last entered, so that each is entered once for a position. */
  const entered = new Int32Array(states.length).fill(NONE)
  let readers: number[] = []
  for (let step = 0; step <= codes.length; step++) {
    const position = isBackward ? codes.length - step : step
    const before = codes[position - 1] ?? NONE
    const after = codes[position] ?? NONE
    const open = advance(states, readers, isBackward ? after : before)
    // A match may begin anywhere.
    open.push(start)
    readers = []
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (entered[index] === position) continue
      entered[index] = position
      const state = states[index]
      if (state?.kind === 'match') matches[position] = 1
      else if (state?.kind === 'read') readers.push(index)
      else if (state?.kind === 'fork') open.push(state.next, state.other)
      else if (state?.holds(before, after, looks, position)) open.push(state.next)
    }
  }
  return matches
}

/** The states after those that accept a character. */
function advance(states: readonly State[], readers: readonly number[], code: number): number[] {
  const open: number[] = []
  for (const reader of readers) {
    const state = states[reader]
    if (state?.kind === 'read' && state.accepts(code)) open.push(state.next)
  }
  return open
}
