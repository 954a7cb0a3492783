import {
  type BaseResolver,
  type Document,
  type NormalizedProblem,
  ResolveError,
  YamlParseError,
} from '@redocly/openapi-core'
import { isObject } from '../contract/json.ts'
import type { ContractProblem } from './contract-error.ts'
import { NoTreeError } from './file-resolver.ts'
import { positionOf } from './position.ts'
import { shortPath } from './short-path.ts'

const HELD_BACK = 'Findings that may follow from it are held back.'

/** The problem of a file that is neither YAML nor JSON: its position and the reason. */
export function parseProblem({ source, line, col, originalError }: YamlParseError): ContractProblem {
  const position = Number.isNaN(line) ? '' : `:${line}:${col}`
  const where = shortPath(source.absoluteRef) + position
  if (originalError instanceof NoTreeError) return { where, message: `${originalError.message.replace(/ \(.*/, '')}.` }
  const [reason = ''] = originalError.message.split(/ in "|\n/)
  return {
    where,
    message: `The file is neither YAML nor JSON: ${reason}. ${HELD_BACK}`,
  }
}

/**
 * The files that a contract refers to and that cannot be read: one problem for each. All other findings may follow from
 * them.
 * @param problems what Redocly reported, for the places that refer to a missing file
 */
export async function unreadableFiles(
  { cache }: BaseResolver,
  problems: readonly NormalizedProblem[],
): Promise<readonly ContractProblem[]> {
  const results = await Promise.allSettled(cache.values())
  const documents: unknown[] = results.map(result => (result.status === 'fulfilled' ? result.value : result.reason))
  const unparsed = documents.flatMap(document => {
    if (document instanceof YamlParseError) return parseProblem(document)
    return isEmpty(document) ? emptyProblem(document) : []
  })
  if (unparsed.length > 0) return unparsed
  return documents.flatMap(document => (document instanceof ResolveError ? missing(document, problems) : []))
}

function isEmpty(document: unknown): document is Document {
  return isObject(document) && 'source' in document && (document.parsed === undefined || document.parsed === null)
}

const emptyProblem = ({ source }: Document): ContractProblem => ({
  where: shortPath(source.absoluteRef),
  message: `The file is empty. ${HELD_BACK}`,
})

function missing({ message }: ResolveError, problems: readonly NormalizedProblem[]): readonly ContractProblem[] {
  const places = problems.filter(problem => problem.message.includes(message)).flatMap(({ location }) => location)
  const [first, ...others] = places
  if (!first) return []
  const also = others.length === 0 ? '' : ` ${others.length} other references to it fail too.`
  return [{ where: positionOf(first), message: `The file cannot be read: ${message}.${also} ${HELD_BACK}` }]
}

/** The problems that do not follow from others: the references that cannot be resolved, or else all. */
export function causes(problems: readonly NormalizedProblem[]): readonly NormalizedProblem[] {
  const unresolved = problems.filter(({ ruleId }) => ruleId === 'no-unresolved-refs')
  return unresolved.length > 0 ? unresolved : problems
}
