/** Operations that replace a credential by a new one. */
import type { InferredResource } from '../infer/inference.ts'
import { keywordsAt, type Update } from './draft.ts'
import { placeOf, propertyNamed, type Source } from './source.ts'

/** `POST /keys/{key_id}/rotate`, whose body says how long the old one works. */
export function rotations(source: Source, resource: InferredResource): Update[] {
  const { name, collection } = resource
  const schema = source.schema(resource)
  return source.unknown.flatMap(node => {
    const isOfRecord = node.path.startsWith(`${collection}/{`) && /\}\/(rotate|reroll|roll|regenerate)$/.test(node.path)
    if (!isOfRecord || node.method !== 'POST' || !node.body || !schema) return []
    const grace = propertyNamed(node.body.schema, /grace|overlap/, 'integer')
    const until =
      propertyNamed(schema, /^(retire|grace|rotat)\w*(at|until)$/, 'string') ??
      propertyNamed(schema, /^expires?at$/, 'string')
    if (!grace || !until) return []
    return [keywordsAt(placeOf(node), { resource: name, does: 'rotate', rotate: { grace: grace[0], until: until[0] } })]
  })
}
