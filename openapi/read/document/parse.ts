/** Parses YAML and JSON. */
import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml'

export interface Parsed {
  readonly value: unknown
  /** A mistake that leaves the text readable. */
  readonly warning?: ParseProblem
}

export interface ParseProblem {
  readonly message: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** A text that is neither YAML nor JSON. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  readonly problem: ParseProblem

  constructor(problem: ParseProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Deeper documents cannot be written by hand, and would exhaust the stack. */
export const MOST_LEVELS = 500

const SCHEMA = CORE_SCHEMA.withTags(mergeTag)
const DUPLICATE = 'duplicated mapping key'

/**
 * Parses a text. JSON is tried first if the text looks like it: it is many times faster.
 * @throws {ParseError} if the text is neither YAML nor JSON
 */
export function parse(text: string): Parsed {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (/^\s*[[{]/.test(content)) {
    try {
      return { value: JSON.parse(content) }
    } catch {
      // YAML allows comments and trailing commas, and reports a position if it is not YAML either.
    }
  }
  try {
    return { value: loadYaml(content, false) }
  } catch (error) {
    const problem = parseProblem(error)
    if (problem.message !== DUPLICATE) throw new ParseError(problem)
    const warning = { ...problem, message: 'A key is written twice in the same object. The last one is used.' }
    return { value: attempt(() => loadYaml(content, true)), warning }
  }
}

function attempt<Value>(parser: () => Value): Value {
  try {
    return parser()
  } catch (error) {
    throw new ParseError(parseProblem(error))
  }
}

function loadYaml(text: string, json: boolean): unknown {
  return load(text, { schema: SCHEMA, maxDepth: MOST_LEVELS, json })
}

function parseProblem(error: unknown): ParseProblem {
  if (!(error instanceof YAMLException)) {
    return { message: error instanceof Error ? error.message : String(error), line: 1, column: 1 }
  }
  const { reason, mark } = error
  return { message: reason, line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 }
}
