import { answerOf } from './answers.ts'
import { plain, wordsOf } from './names.ts'
import type { OperationFacts } from './operations.ts'
import { inputPlace } from './places.ts'
import { inputOf } from './requests.ts'
import type { Resource, Resources } from './resource.ts'
import { ownerOf } from './routes.ts'
import type { Shape, Shapes } from './shapes.ts'
import { asCandidate, type View } from './views.ts'

const VERBS = new Set(['update', 'set', 'change', 'edit', 'modify', 'rename'])
/** What a path renames, if it does not say. */
const RENAMED = ['name', 'title', 'label']

/** `PUT /users/{id}/email` with an `email`, `POST /workspaces/update_name`: the update of a property that the path names. */
export function propertyUpdate(shapes: Shapes, resources: Resources, operation: OperationFacts): View | undefined {
  const owned = ownerOf(operation.path)
  const resource = owned && resources.at(owned.owner.key)
  if (!owned || !resource) return undefined
  const property = updatedProperty(shapes, resource, operation, owned.word)
  const { parameter } = owned.owner
  const record =
    parameter === undefined
      ? inputPlace(shapes, asCandidate(resource), operation, ({ required }) => required)
      : ({ in: 'path', name: parameter } as const)
  if (property === undefined || !record) return undefined
  const input = inputOf(shapes, operation.body, resource.record, resource.group.noun)
  const answered = answerOf(shapes, asCandidate(resource), operation)
  const id = record.in === 'body' ? record.name : undefined
  if (!input || !answered || !isWritten(shapes, resource, input.members, property, id)) return undefined
  return {
    resource,
    verdict: {
      rule: { does: 'update', record, ...answered, input: input.path },
      confidence: answered.answer ? 0.85 : 0.75,
      reason: `${operation.method} of the ${property} alone`,
    },
  }
}

/** The property that the last word of a path names. */
function updatedProperty(
  shapes: Shapes,
  { record }: Resource,
  { method }: OperationFacts,
  word: string,
): string | undefined {
  const names = shapes.plainNames(record)
  const words = wordsOf(word)
  const [verb = ''] = words
  if (VERBS.has(verb)) {
    const rest = words.slice(1).join('')
    const wanted = rest === '' && verb === 'rename' ? RENAMED : [rest]
    return wanted.flatMap(name => names.get(name) ?? [])[0]
  }
  return method === 'PUT' || method === 'PATCH' ? names.get(plain(word)) : undefined
}

/** The body has the property, and nothing that the record has not. */
function isWritten(
  shapes: Shapes,
  { record }: Resource,
  body: Shape,
  property: string,
  id: string | undefined,
): boolean {
  const known = shapes.plainNames(record)
  const kindIn = (shape: Shape) => shapes.of(shape.properties.get(property)).kind
  // A list is often one of links: `PUT /issues/{id}/labels` has the names of labels.
  if (kindIn(record) === 'array' || kindIn(record) !== kindIn(body)) return false
  const written = [...body.properties.keys()].filter(name => name !== id)
  return written.some(name => plain(name) === plain(property)) && written.every(name => known.get(plain(name)) === name)
}
