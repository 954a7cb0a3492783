/** Parses YAML and JSON. */
import { CORE_SCHEMA, defineScalarTag, load, mapTag, mergeTag, seqTag, YAMLException } from 'js-yaml'

export interface Parsed {
  readonly value: unknown
  /** Mistakes that leave the text readable. */
  readonly warnings: readonly ParseProblem[]
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

const DUPLICATE = 'duplicated mapping key'

/**
 * Parses a text. JSON is tried first if the text looks like it: it is many times faster.
 * @throws {ParseError} if the text is neither YAML nor JSON
 */
export function parse(text: string): Parsed {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (/^\s*[[{]/.test(content)) {
    try {
      return { value: JSON.parse(content), warnings: [] }
    } catch {
      // YAML allows comments and trailing commas, and reports a position if it is not YAML either.
    }
  }
  const unusual = unusualText(content)
  if (unusual !== undefined) throw new ParseError({ message: unusual, line: 1, column: 1 })
  const tags = new Set<string>()
  try {
    const value = loadYaml(content, tags, false)
    return { value, warnings: warningsAbout(tags, content) }
  } catch (error) {
    const problem = parseProblem(error)
    if (problem.message !== DUPLICATE) throw new ParseError(inSentence(problem))
    const repeated = { ...problem, message: 'A key is written twice in the same object. The last one is used.' }
    const value = attempt(() => loadYaml(content, tags, true))
    return { value, warnings: [repeated, ...warningsAbout(tags, content)] }
  }
}

function inSentence({ message, ...place }: ParseProblem): ParseProblem {
  if (/\bempty$/.test(message)) return { ...place, message: 'The file is empty.' }
  return { ...place, message: `The file is neither YAML nor JSON: ${message}.` }
}

/** What is wrong with what is not a text. */
function unusualText(content: string): string | undefined {
  // The byte order mark of UTF-16 is not UTF-8.
  if (/^\uFFFD\uFFFD/.test(content) && content.includes('\0')) return 'The file is in UTF-16. Save it as UTF-8.'
  return content.includes('\0') ? 'The file is not a text.' : undefined
}

/** Tags such as `!Sub` are for other tools. */
function warningsAbout(tags: ReadonlySet<string>, content: string): ParseProblem[] {
  return [...tags].map(tag => {
    const before = content.slice(0, Math.max(0, content.indexOf(tag))).split('\n')
    return {
      message: `The YAML tag \`${tag}\` is not known. Its value is used without it.`,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    }
  })
}

function attempt<Value>(parser: () => Value): Value {
  try {
    return parser()
  } catch (error) {
    throw new ParseError(inSentence(parseProblem(error)))
  }
}

/** @param tags gets the tags that are not known, as they are written */
function loadYaml(text: string, tags: Set<string>, json: boolean): unknown {
  const note = (tag: string) => tags.add(tag.replace(/^tag:yaml\.org,2002:/, '!!'))
  const any = { tagName: '', matchByTagPrefix: true } as const
  const schema = CORE_SCHEMA.withTags(
    mergeTag,
    defineScalarTag('', {
      ...any,
      identify: () => false,
      resolve: (source, _, tag) => {
        note(tag)
        return source
      },
    }),
    {
      ...seqTag,
      ...any,
      create: tag => {
        note(tag)
        return seqTag.create(tag)
      },
    },
    {
      ...mapTag,
      ...any,
      create: tag => {
        note(tag)
        return mapTag.create(tag)
      },
    },
  )
  return load(text, { schema, maxDepth: MOST_LEVELS, json })
}

function parseProblem(error: unknown): ParseProblem {
  if (!(error instanceof YAMLException)) {
    return { message: error instanceof Error ? error.message : String(error), line: 1, column: 1 }
  }
  const { reason, mark } = error
  return { message: reason, line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 }
}
