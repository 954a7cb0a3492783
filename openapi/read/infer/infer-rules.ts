import type { JsonObject } from '../../contract/json.ts'
import { type Candidate, candidateOf } from './candidates.ts'
import { type Group, groupsOf } from './groups.ts'
import type { Inference, InferredOperation, InferredResource, Within } from './inference.ts'
import { plain, singular } from './names.ts'
import { type OperationFacts, operationsOf } from './operations.ts'
import { resourceNames, resourceOf } from './resources.ts'
import { stateless, type Verdict, verdictOf } from './rules.ts'
import { Shapes } from './shapes.ts'

/** Below it, a rule is left out. */
const SURE = 0.6

/**
 * Infers what the operations of a document do from its paths, methods and schemas.
 *
 * @param document OpenAPI 3.1 whose `$ref`s are all `#/components/...`
 */
export function inferRules(document: JsonObject): Inference {
  const shapes = new Shapes(document)
  const operations = operationsOf(document)
  const groups = groupsOf(shapes, operations)
  const candidates = groups.flatMap(group => candidateOf(shapes, group) ?? [])
  const names = resourceNames(
    candidates.map(({ group, record }) => ({ collection: group.collection, schema: record.name })),
  )
  const verdicts = new Map<OperationFacts, InferredOperation>()
  const resources: InferredResource[] = []
  for (const [at, candidate] of candidates.entries()) {
    const name = names[at] ?? candidate.group.collection
    const judged = judge(shapes, candidate)
    if (![...judged.values()].some(isSeen)) continue
    for (const [operation, verdict] of judged) verdicts.set(operation, stated(operation, verdict, name))
    resources.push(resourceOf(shapes, candidate, name, parentsOf(candidate, candidates, names)))
  }
  return {
    resources,
    operations: operations.map(
      operation => verdicts.get(operation) ?? stated(operation, stateless('no record with an id is read here'), ''),
    ),
  }
}

function judge(shapes: Shapes, candidate: Candidate): Map<OperationFacts, Verdict> {
  return new Map(candidate.group.entries.map(entry => [entry.operation, verdictOf(shapes, candidate, entry)]))
}

/** State that nothing reads is none. */
function isSeen({ rule, confidence }: Verdict): boolean {
  return confidence >= SURE && (rule?.does === 'get' || rule?.does === 'list')
}

function stated(
  { id, method, path }: OperationFacts,
  { rule, confidence, reason }: Verdict,
  resource: string,
): InferredOperation {
  const rounded = Math.round(confidence * 100) / 100
  if (!rule) return { id, method, path, confidence: rounded, reason }
  if (confidence < SURE) return { id, method, path, confidence: rounded, reason: `unsure: ${reason}` }
  return { id, method, path, rule: { resource, ...rule }, confidence: rounded, reason }
}

function parentsOf({ group, record }: Candidate, candidates: readonly Candidate[], names: readonly string[]): Within[] {
  const segments = group.collection.split('/')
  return segments.flatMap((segment, at) => {
    const parameter = /^\{(.+)\}$/.exec(segment)?.[1]
    if (parameter === undefined) return []
    const key = keyBefore(segments, at)
    const parent = candidates.findIndex(other => other.parameter !== undefined && anonymous(other.group) === key)
    const noun = candidates[parent]?.group.noun ?? singular((segments[at - 1] ?? '').toLowerCase())
    const property = [...record.properties.keys()].find(
      name => [plain(parameter), `${noun}id`].includes(plain(name)) && plain(name) !== 'id',
    )
    const resource = names[parent]
    return [{ parameter, ...(resource !== undefined && { resource }), ...(property !== undefined && { property }) }]
  })
}

function keyBefore(segments: readonly string[], at: number): string {
  return segments
    .slice(0, at)
    .join('/')
    .replace(/\{[^}]*\}/g, '{}')
}

function anonymous({ collection }: Group): string {
  return collection.replace(/\{[^}]*\}/g, '{}')
}
