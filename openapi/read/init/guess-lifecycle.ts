/** A lifecycle that the values of a status and the verbs of operations suggest. */
import { isString, type JsonObject } from '../../contract/json.ts'
import { pointerKeys } from '../../contract/pointer.ts'
import { listOf } from '../../contract/prose.ts'
import { propertiesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import { keywordsAt, type Suggestion, type Update } from './draft.ts'
import { codesAt, placeOf, type Source, schemaPlace, snake } from './source.ts'

export function guessLifecycle(source: Source, resource: InferredResource): Suggestion | undefined {
  const { name, status } = resource
  if (!status) return undefined
  const called = movesByVerb(source, resource)
  const initial = initialOf(source, resource, new Set(called.map(({ to }) => to)))
  if (initial === undefined) return undefined
  const written = called.length === 0 ? movesByUpdate(source, resource, initial) : []
  const moves = [...called, ...written]
  if (moves.length === 0) return undefined
  const reachable = [initial, ...new Set(moves.map(({ to }) => to))]
  const transitions = Object.fromEntries(
    moves.map(({ verb, to, refuse }) => [
      verb,
      { from: reachable.filter(state => state !== to), to, ...(refuse !== undefined && { refuse }) },
    ]),
  )
  const lifecycle = {
    field: status.property,
    initial,
    transitions: { ...transitions, ...removal(source, resource, reachable) },
  }
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `\`${status.property}\` of ${name} is ${listOf(status.values.slice(0, 6), 'or')}, and ${listOf(moves.map(({ how, to }) => `${how} leads to \`${to}\``))}. Check from which states.`,
    updates: [
      keywordsAt(schemaPlace(name), { lifecycle }),
      ...writable(source, resource, written),
      ...manyAtOnce(source, resource, Object.keys(transitions)),
    ],
  }
}

/** A change of the state. */
interface Move {
  readonly verb: string
  readonly to: string
  /** For the explanation. */
  readonly how: string
  readonly refuse: string | undefined
}

/** `POST /orders/{id}/cancel`. */
function movesByVerb(source: Source, resource: InferredResource): Move[] {
  return source.rulesOf(resource).flatMap(({ path, method, rule }) => {
    const { to } = rule
    if (rule.does !== 'transition' || rule.property !== resource.status?.property || !isString(to)) return []
    const node = source.node({ method, path })
    const refuse = node && codesAt(node, '409').find(code => !/idempotency|limit/.test(code))
    const verb = snake(path.slice(path.lastIndexOf('/') + 1).replace(/^.*[:.]/, ''))
    return [{ verb, to, how: `POST ${path}`, refuse }]
  })
}

/** `PATCH /orders/{id}` with a status, which is refused with an error of its own when the state does not allow it. */
function movesByUpdate(source: Source, resource: InferredResource, initial: string): Move[] {
  const { property, values } = resource.status ?? { property: '', values: [] }
  for (const operation of source.rulesOf(resource)) {
    const node = operation.rule.does === 'update' ? source.node(operation) : undefined
    const refuse = node && codesAt(node, '409').find(code => /transition|stat(e|us)/.test(code))
    if (refuse === undefined || !node?.body || !propertiesOf(node.body.schema).has(property)) continue
    return values
      .filter(value => value !== initial)
      .map(value => ({ verb: snake(value), to: value, how: `writing \`${value}\``, refuse }))
  }
  return []
}

/** Which transition each written value takes. */
function writable(source: Source, resource: InferredResource, moves: readonly Move[]): Update[] {
  const schema = source.schema(resource)
  const property = schema && propertiesOf(schema).get(resource.status?.property ?? '')
  const transition = Object.fromEntries(moves.map(({ to, verb }) => [to, verb]))
  return property && moves.length > 0 ? [keywordsAt(pointerKeys(property.usedAt.pointer), { transition })] : []
}

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
      ? [keywordsAt(placeOf(node), { resource: resource.name, does: verb, many: ids[0] })]
      : []
  })
}
