/** Operations that replace a credential by a new one. */
import { WORDS } from '../../contract/words.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import type { Update } from './draft.ts'
import { placeOf, type Source } from './source.ts'

/** `POST /keys/{key_id}/rotate`, whose body says how long the old one works. */
export function rotations(source: Source, resource: InferredResource): Update[] {
  const { name, collection } = resource
  const schema = source.schema(resource)
  return source.unknown.flatMap(node => {
    const isOfRecord = node.path.startsWith(`${collection}/{`) && /\}\/(rotate|reroll|roll|regenerate)$/.test(node.path)
    if (!isOfRecord || node.method !== 'POST' || !node.body || !schema) return []
    const grace = named(node.body.schema, /grace|overlap/, 'integer')
    const until =
      named(schema, /^(retire|grace|rotat)\w*(at|until)$/i, 'string') ?? named(schema, /^expires?_?at$/i, 'string')
    if (grace === undefined || until === undefined) return []
    return [{ at: placeOf(node), update: { [WORDS]: { resource: name, does: 'rotate', rotate: { grace, until } } } }]
  })
}

function named(schema: Node, pattern: RegExp, type: string): string | undefined {
  return [...propertiesOf(schema)].find(([name, node]) => pattern.test(name) && typesOf(node).includes(type))?.[0]
}
