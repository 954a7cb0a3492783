/** JSONPath (RFC 9535), by json-p3, with bounds: a path may come from a file that somebody else wrote. */
import {
  type FilterFunction,
  JSONPathEnvironment,
  JSONPathError,
  type JSONPathNode,
  type JSONPathQuery,
  JSONPathRecursionLimitError,
} from 'json-p3'
import { isObject, isString } from '../contract/json.ts'
import type { Keys } from '../contract/pointer.ts'

/** A path that is not JSONPath, or takes too many steps. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError'
}

/** About two seconds. One scan of a document of 20 MB takes two million. */
const MOST_STEPS = 5_000_000
/** The library copies the keys of each value: at this depth, a step takes twice the time. */
const DEPTH_OF_TWO_STEPS = 8
const MOST_LEVELS = 1000
const MOST_LETTERS = 10_000

/**
 * The keys of each value that a path selects, each once.
 *
 * @param document JSON: plain objects and arrays
 * @throws {JsonPathError} if the path is not RFC 9535, or takes too many steps
 */
export function select(document: unknown, path: string): Keys[] {
  if (path.length > MOST_LETTERS) throw new JsonPathError(`The path is longer than ${MOST_LETTERS} characters.`)
  try {
    const query = environment.compile(path)
    countSteps(query, { left: MOST_STEPS })
    const found = new Map<string, Keys>()
    for (const { location } of query.lazyQuery(document as never)) found.set(JSON.stringify(location), location)
    return [...found.values()]
  } catch (error) {
    throw new JsonPathError(reasonOf(error), { cause: error })
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof JSONPathRecursionLimitError) return `The document has more than ${MOST_LEVELS} levels.`
  if (error instanceof JSONPathError || error instanceof JsonPathError) return error.message
  // The library and the engine fail in other ways for paths that are nested thousands of times.
  return error instanceof RangeError ? 'The path is too complex.' : String(error)
}

class Environment extends JSONPathEnvironment {
  protected override setupFilterFunctions(): void {
    super.setupFilterFunctions()
    for (const name of ['match', 'search']) {
      const inner = this.functionRegister.get(name)
      if (inner) this.functionRegister.set(name, withoutBacktracking(inner))
    }
  }
}

/** A repeated group can take exponential time. */
function withoutBacktracking(inner: FilterFunction): FilterFunction {
  return {
    argTypes: inner.argTypes,
    returnType: inner.returnType,
    call: (text: unknown, pattern: unknown) => {
      if (isString(pattern) && /\)[*+{]/.test(pattern)) {
        throw new JsonPathError(`Regular expressions with repeated groups are not supported in paths: ${pattern}`)
      }
      return inner.call(text, pattern)
    },
  }
}

const environment = new Environment({ maxRecursionDepth: MOST_LEVELS })

interface Selector {
  readonly expression?: unknown
  resolve(node: JSONPathNode): readonly JSONPathNode[]
}

/** Makes each selector of a query, and of the queries in its filters, count what it does. */
function countSteps(query: JSONPathQuery, steps: { left: number }): void {
  const seen = new Set<unknown>([environment])
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return
    seen.add(part)
    if (isSelector(part)) limit(part, steps)
    for (const inner of Object.values(part)) visit(inner)
  }
  visit(query)
}

function isSelector(part: object): part is Selector {
  return isObject(part) && typeof part.resolve === 'function' && !('selectors' in part)
}

function limit(selector: Selector, steps: { left: number }): void {
  const resolve = selector.resolve.bind(selector)
  selector.resolve = node => {
    const nodes = resolve(node)
    steps.left -= (nodes.length + 1) * (1 + node.location.length / DEPTH_OF_TWO_STEPS)
    if (steps.left < 0) throw new JsonPathError('The path takes too many steps in this document.')
    return nodes
  }
}
