/** How much an emulation takes to write down. */
import { isMap, isPair, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml'
import { WORDS } from '../../openapi/contract/words.ts'

export interface EmulationSize {
  readonly operations: number
  /** The lines with keywords, without the records of `seed`, which are data. */
  readonly lines: number
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'])

/** @param text an OpenAPI document in YAML, as it was written */
export function sizeOf(text: string): EmulationSize {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const lineOf = (offset: number) => counter.linePos(offset).line
  const lines = new Set<number>()
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== WORDS) return undefined
      for (const line of linesOf(pair, lineOf)) lines.add(line)
      const seed = isMap(pair.value)
        ? pair.value.items.find(item => isScalar(item.key) && item.key.value === 'seed')
        : undefined
      if (isPair(seed)) for (const line of linesOf(seed, lineOf)) lines.delete(line)
      return visit.SKIP
    },
  })
  const { paths } = document.toJS() as { readonly paths: Readonly<Record<string, object>> }
  const operations = Object.values(paths).flatMap(item => Object.keys(item).filter(key => METHODS.has(key)))
  return { operations: operations.length, lines: lines.size }
}

function linesOf({ key, value }: Pair, lineOf: (offset: number) => number): number[] {
  const [start = 0] = (key as Node).range ?? []
  const [, end = start] = (value as Node | null)?.range ?? []
  const first = lineOf(start)
  // A block ends at the beginning of the line after it.
  const last = Math.max(first, lineOf(Math.max(start, end - 1)))
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
