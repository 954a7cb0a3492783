/** A lifecycle that the values of a status and the verbs of operations suggest. */
import { isString, type JsonObject } from '../../contract/json.ts'
import { listOf } from '../../contract/prose.ts'
import { WORDS } from '../../contract/words.ts'
import { propertiesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import type { Suggestion, Update } from './draft.ts'
import { codesAt, placeOf, type Source, schemaPlace, snake } from './source.ts'

export function guessLifecycle(source: Source, resource: InferredResource): Suggestion | undefined {
  const { name, status } = resource
  if (!status) return undefined
  const { property, values } = status
  const moves = source.rulesOf(resource).flatMap(({ path, method, rule }) => {
    const { to } = rule
    if (rule.does !== 'transition' || rule.property !== property || !isString(to)) return []
    const node = source.node({ method, path })
    const refuse = node && codesAt(node, '409').find(code => !/idempotency|limit/.test(code))
    return [{ verb: snake(path.slice(path.lastIndexOf('/') + 1).replace(/^.*[:.]/, '')), path, to, refuse }]
  })
  const initial = initialOf(source, resource, new Set(moves.map(({ to }) => to)))
  if (moves.length === 0 || initial === undefined) return undefined
  const reachable = [initial, ...new Set(moves.map(({ to }) => to))]
  const transitions = Object.fromEntries(
    moves.map(({ verb, to, refuse }) => [
      verb,
      { from: reachable.filter(state => state !== to), to, ...(refuse !== undefined && { refuse }) },
    ]),
  )
  const lifecycle = {
    field: property,
    initial,
    transitions: { ...transitions, ...removal(source, resource, reachable) },
  }
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `\`${property}\` of ${name} is ${listOf(values.slice(0, 6), 'or')}, and ${listOf(moves.map(({ path, to }) => `POST ${path} leads to \`${to}\``))}. Check from which states.`,
    updates: [words(schemaPlace(name), { lifecycle }), ...manyAtOnce(source, resource, Object.keys(transitions))],
  }
}

const words = (at: Update['at'], update: JsonObject): Update => ({ at, update: { [WORDS]: update } })

/** The default of the schema, or the first value that no operation leads to. */
function initialOf(source: Source, resource: InferredResource, targets: ReadonlySet<string>): string | undefined {
  const schema = source.schema(resource)
  const { property, values } = resource.status ?? { property: '', values: [] }
  const given = schema && propertiesOf(schema).get(property)?.read('default')
  return isString(given) ? given : values.find(value => !targets.has(value))
}

/** `key_not_revoked` on DELETE: a record is deleted only after it was revoked. */
function removal(source: Source, resource: InferredResource, states: readonly string[]): JsonObject {
  const nodes = source.rulesOf(resource).flatMap(one => (one.rule.does === 'delete' ? (source.node(one) ?? []) : []))
  for (const code of nodes.flatMap(node => codesAt(node, '409'))) {
    const state = states.find(one => code.endsWith(`not_${one}`))
    if (state !== undefined) return { delete: { from: [state], refuse: code } }
  }
  return {}
}

/** `POST /keys/revoke` with a list of ids. */
function manyAtOnce(source: Source, resource: InferredResource, verbs: readonly string[]): Update[] {
  return source.unknown.flatMap(node => {
    const verb = verbs.find(one => node.path === `${resource.collection}/${one.replaceAll('_', '-')}`)
    const members = node.body ? [...propertiesOf(node.body.schema)] : []
    const ids = members.find(
      ([, member]) => member.read('type') === 'array' && member.get('items')?.read('type') === 'string',
    )
    return verb !== undefined && node.method === 'POST' && ids
      ? [words(placeOf(node), { resource: resource.name, does: verb, many: ids[0] })]
      : []
  })
}
