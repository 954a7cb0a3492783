/**
 * Finds regular expressions that can take exponential time: `^(a+)+$`, `^(a|a)*$`, `^([a.]+\.)+x`.
 *
 * The expression becomes an automaton with a state for each character it names (Glushkov). It is exponential if a loop of
 * the automaton can read the same text in two ways.
 * Source: Weideman et al., "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers".
 */
import { charactersIn, type Ranges, readClass, readEscape } from './character-sets.ts'

/** Longer loops are not searched to the end. They count as exponential. */
const MOST_STEPS = 200_000
const MOST_LETTERS = 5000
const MOST_LEVELS = 100
/** Up to that many repetitions, all ways together are few. */
const FEW = 10

/** How many steps may still be taken for all the patterns of a document. */
export interface StepBudget {
  left: number
}

/** @param source a regular expression that is valid with the flag `u` */
export function isExponential(source: string, budget: StepBudget): boolean {
  // Only a repeated group can be.
  if (!/\)[*+{]/.test(source)) return false
  if (source.length > MOST_LETTERS) return true
  try {
    return new Automaton(source, budget).isAmbiguous()
  } catch (error) {
    if (error instanceof TooComplex) return true
    throw error
  }
}

class TooComplex extends Error {}

/** A part of an expression: whether it can be empty, and the states at which it can begin and end. */
interface Part {
  readonly isNullable: boolean
  readonly first: readonly number[]
  readonly last: readonly number[]
}

const EMPTY: Part = { isNullable: true, first: [], last: [] }

class Automaton {
  readonly #source: string
  #at = 0
  #level = 0
  #stepsLeft = MOST_STEPS
  readonly #budget: StepBudget
  /** The characters of each state. */
  readonly #sets: Ranges[] = []
  /** The states that can come next, and in how many ways. */
  readonly #next: Map<number, number>[] = []
  readonly #whole: Part

  constructor(source: string, budget: StepBudget) {
    this.#source = source
    this.#budget = budget
    this.#whole = this.#alternatives()
  }

  isAmbiguous(): boolean {
    // If the text may end anywhere, a loop never has to be left in another way.
    const canStop = !/\$|\\b|\\B|\(\?[=!<]/.test(this.#source) ? new Set(this.#whole.last) : new Set()
    return this.#next.some((_, state) => !canStop.has(state) && this.#isAmbiguousAt(state))
  }

  #step(): void {
    if (this.#stepsLeft-- <= 0 || this.#budget.left-- <= 0) throw new TooComplex()
  }

  #alternatives(): Part {
    if (this.#level++ > MOST_LEVELS) throw new TooComplex()
    const parts = [this.#sequence()]
    while (this.#source[this.#at] === '|') {
      this.#at++
      parts.push(this.#sequence())
    }
    this.#level--
    return {
      isNullable: parts.some(({ isNullable }) => isNullable),
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
    }
  }

  #sequence(): Part {
    let part = EMPTY
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      const next = this.#repeated(this.#atom())
      this.#connect(part.last, next.first)
      part = {
        isNullable: part.isNullable && next.isNullable,
        first: part.isNullable ? [...part.first, ...next.first] : part.first,
        last: next.isNullable ? [...part.last, ...next.last] : next.last,
      }
    }
    return part
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const state of from) {
      const next = this.#next[state]
      for (const target of to) {
        this.#step()
        next?.set(target, (next.get(target) ?? 0) + 1)
      }
    }
  }

  #atom(): Part {
    const letter = this.#source.charAt(this.#at)
    if (letter === '(') return this.#group()
    if (letter === '^' || letter === '$') {
      this.#at++
      return EMPTY
    }
    if (letter === '[') {
      const { ranges, end } = readClass(this.#source, this.#at)
      this.#at = end
      return this.#state(ranges)
    }
    if (letter === '\\') {
      const { ranges, end } = readEscape(this.#source, this.#at)
      this.#at = end
      // Assertions and back references read nothing of their own.
      return ranges ? this.#state(ranges) : EMPTY
    }
    const point = this.#source.codePointAt(this.#at) ?? 0
    this.#at += point > 0xffff ? 2 : 1
    return this.#state(letter === '.' ? charactersIn('.') : [[point, point]])
  }

  #group(): Part {
    const [prefix = '('] = /^\((\?(:|=|!|<=|<!|<[^>]*>|[a-z-]*:))?/.exec(this.#source.slice(this.#at)) ?? []
    this.#at += prefix.length
    const part = this.#alternatives()
    this.#at++
    return /[=!]$/.test(prefix) ? EMPTY : part
  }

  #state(ranges: Ranges): Part {
    const state = this.#sets.push(ranges) - 1
    this.#next.push(new Map())
    return { isNullable: false, first: [state], last: [state] }
  }

  #repeated(part: Part): Part {
    const [quantifier = ''] = /^([*+?]|\{\d+(,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 40)) ?? []
    if (quantifier === '') return part
    this.#at += quantifier.length
    const [least, most] = bounds(quantifier)
    const isLoop = most > least || part.last.some(state => this.#next[state]?.size)
    if (most > FEW && isLoop) this.#connect(part.last, part.first)
    return { ...part, isNullable: part.isNullable || least === 0 }
  }

  /** Whether two ways lead from a state to itself that read the same text. */
  #isAmbiguousAt(start: number): boolean {
    /** Pairs of states that are reached by the same text, and the pairs before them. */
    const before = new Map<string, string[]>([[`${start} ${start}`, []]])
    const queue: [number, number][] = [[start, start]]
    for (let pair = queue.pop(); pair; pair = queue.pop()) {
      const [left, right] = pair
      for (const [a, waysToA] of this.#next[left] ?? [])
        for (const [b, waysToB] of this.#next[right] ?? []) {
          this.#step()
          if (!this.#meet(a, b)) continue
          // Two ways from one state to the next are two ways through the loop.
          const isTwice = left === right && a === b && (waysToA > 1 || waysToB > 1)
          if (isTwice && this.#leadsTo(a, start) && (left === start || before.size > 0)) return true
          const id = a < b ? `${a} ${b}` : `${b} ${a}`
          const known = before.get(id)
          if (known) known.push(idOf(left, right))
          else {
            before.set(id, [idOf(left, right)])
            queue.push([a, b])
          }
        }
    }
    return hasDetour(before, `${start} ${start}`)
  }

  #meet(a: number, b: number): boolean {
    const [left, right] = [this.#sets[a] ?? [], this.#sets[b] ?? []]
    return a === b || left.some(([from, to]) => right.some(([start, end]) => from <= end && start <= to))
  }

  #leadsTo(from: number, to: number): boolean {
    const seen = new Set([from])
    const queue = [from]
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      if (state === to) return true
      for (const next of this.#next[state]?.keys() ?? []) {
        this.#step()
        if (seen.has(next)) continue
        seen.add(next)
        queue.push(next)
      }
    }
    return false
  }
}

function idOf(left: number, right: number): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}

/** Whether a pair of two different states leads back to the start. */
function hasDetour(before: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>()
  const queue = [start]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const earlier of before.get(id) ?? []) {
      if (seen.has(earlier)) continue
      const [left, right] = earlier.split(' ')
      if (left !== right) return true
      seen.add(earlier)
      queue.push(earlier)
    }
  }
  return false
}

function bounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('*')) return [0, Infinity]
  if (quantifier.startsWith('+')) return [1, Infinity]
  if (quantifier.startsWith('?')) return [0, 1]
  const [, least = '0', comma, most = ''] = /^\{(\d+)(,(\d*))?\}/.exec(quantifier) ?? []
  const low = Number(least)
  if (comma === undefined) return [low, low]
  return [low, comma === ',' ? Infinity : Number(comma.slice(1) || most)]
}
