/** What operations probably do of which that cannot be inferred for sure. */
import type { JsonObject } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import type { OperationNode } from '../../vocabulary/model/model.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import type { Suggestion } from './draft.ts'
import { placeOf, type Source } from './source.ts'
import { operationWords, type Shared } from './written.ts'

export function guessActs(source: Source, resource: InferredResource, shared: Shared): Suggestion[] {
  const unsure = source.inference.operations.flatMap((operation): Suggestion[] => {
    const { guess, reason } = operation
    if (guess?.resource !== resource.name || guess.does === 'transition' || guess.does === 'count') return []
    return [act(operation, operationWords(operation, guess, shared), reason)]
  })
  const known = new Set(unsure.map(({ updates: [update] }) => update?.at.join(' ')))
  const others = source.unknown.filter(node => !known.has(placeOf(node).join(' ')))
  return [...unsure, ...others.flatMap(node => clearing(node, resource) ?? bulk(node, resource) ?? [])]
}

function act(place: Pick<OperationNode, 'method' | 'path'>, words: JsonObject, reason: string): Suggestion {
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `${place.method} ${place.path}: ${reason}.`,
    updates: [{ at: placeOf(place), update: { [WORDS]: words } }],
  }
}

/** `DELETE /products`. */
function clearing(node: OperationNode, { name, collection }: InferredResource): Suggestion | undefined {
  if (node.method !== 'DELETE' || node.path !== collection || node.body) return undefined
  return act(node, { resource: name, does: 'clear' }, 'it names no record, so it deletes all')
}

/** `PATCH /products` with `{ items: [{ id, ... }] }`. */
function bulk(node: OperationNode, { name, collection, id }: InferredResource): Suggestion | undefined {
  if (!['PATCH', 'PUT', 'POST'].includes(node.method) || node.path !== collection || !node.body || !id) return undefined
  const many = [...propertiesOf(node.body.schema)].find(([, member]) => {
    const items = member.get('items')
    return typesOf(member).includes('array') && items !== undefined && propertiesOf(items).has(id.property)
  })
  if (!many) return undefined
  return act(node, { resource: name, does: 'update', many: many[0] }, `\`${many[0]}\` has records with their ids`)
}
