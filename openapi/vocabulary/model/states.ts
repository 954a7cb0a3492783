/** The states that records can be in, and the ways that operations take between them. */

import { placeholdersIn, SPREAD } from '../../contract/template.ts'
import { writesInput } from '../../contract/verbs.ts'
import type { Lifecycle, ResourceWords, Stamps } from '../../contract/words.ts'
import type { Model, OperationNode, ResourceNode } from './model.ts'
import { propertyWords } from './model.ts'
import type { Node } from './node.ts'
import { writtenBy } from './resources.ts'
import { memberAt, propertiesOf, typesOf } from './schema.ts'

/** A way into a state that an operation takes. */
export interface Way {
  readonly operation: OperationNode
  readonly transition: string
  /** By doing the transition, by writing a property that stands for it, or by retiring a rotated record. */
  readonly by: 'does' | 'property' | 'rotate'
}

/** The transitions that operations take on a resource. */
export function waysOf(model: Model, resource: ResourceNode): Way[] {
  const { lifecycle } = resource.words
  if (!lifecycle) return []
  return model.operations.flatMap(operation => {
    const { words } = operation
    if (words?.resource !== resource.name) return []
    const written = [...writtenTransitions(resource, operation), ...writtenStates(model, resource, operation)]
    const ways: Way[] = written.map(transition => ({
      operation,
      transition,
      by: 'property',
    }))
    ways.push({ operation, transition: words.does, by: 'does' })
    if (words.rotate)
      for (const transition of [words.rotate.during, words.rotate.retire])
        if (transition !== undefined) ways.push({ operation, transition, by: 'rotate' })
    return ways.filter(({ transition }) => isTransition(lifecycle, transition))
  })
}

/** An object also has what it inherits: `constructor`. */
const isTransition = ({ transitions = {} }: Lifecycle, name: string) => Object.hasOwn(transitions, name)

/** A value of a property that stands for states, as a body may hold it. */
interface WrittenValue {
  readonly property: string
  readonly value: string
  /** Undefined if no transition leads to the value. */
  readonly transition: string | undefined
}

function writtenValues(resource: ResourceNode, operation: OperationNode): WrittenValue[] {
  const all = propertyWords(resource)
  return [...writtenProperties(operation)].flatMap(([property, written]) => {
    const { transition: transitions } = all[property] ?? {}
    if (!transitions) return []
    const values = written ?? Object.keys(transitions)
    return values.map(value => ({
      property,
      value,
      transition: Object.hasOwn(transitions, value) ? transitions[value] : undefined,
    }))
  })
}

type Written = readonly (readonly [property: string, values: readonly string[] | undefined])[]

/** The properties that an operation can write, with the values that are known: those of its schema or of `input`. */
function writtenProperties({ words, body }: OperationNode): Written {
  if (!words) return []
  const { input } = words
  const named = typeof input === 'object' && writesInput(words.does) ? Object.entries(input) : []
  const own = named.flatMap(([property, template]) =>
    property === SPREAD ? [] : [[property, valuesIn(template, body?.schema)] as const],
  )
  const sent = (body ? writtenBy(words, body.schema) : []).flatMap(schema =>
    [...propertiesOf(schema)].map(([property, node]) => [property, allowedValues(node)] as const),
  )
  return [...own, ...sent.filter(([property]) => !named.some(([name]) => name === property))]
}

/** The values of a member of `input`; undefined if they are not known. */
function valuesIn(template: unknown, body: Node | undefined): string[] | undefined {
  const [first] = placeholdersIn(template)
  if (!first) return [String(template)]
  const [from, ...keys] = first.placeholder
  const node = from === 'body' && !first.isWithin ? memberAt(body, keys.join('.')) : undefined
  return node && allowedValues(node)
}

/** The transitions that the body of an operation can take by writing a property. */
function writtenTransitions(resource: ResourceNode, operation: OperationNode): string[] {
  return writtenValues(resource, operation).flatMap(({ transition }) => transition ?? [])
}

/**
 * The transitions that writing the state itself takes: without the keyword `transition`, and in documents that are not
 * strict.
 */
function writtenStates({ isStrict }: Model, resource: ResourceNode, { words, body }: OperationNode): string[] {
  const { lifecycle } = resource.words
  if (isStrict || !lifecycle || !words || !body || !['update', 'replace'].includes(words.does)) return []
  if (propertyWords(resource)[lifecycle.field]?.transition) return []
  const node = writtenBy(words, body.schema).flatMap(schema => propertiesOf(schema).get(lifecycle.field) ?? [])[0]
  if (!node) return []
  const values = allowedValues(node)
  return Object.entries(lifecycle.transitions ?? {}).flatMap(([name, { to }]) =>
    to !== undefined && (values?.includes(to) ?? true) ? [name] : [],
  )
}

/** The values of such a property that the body of an operation can hold, but that no transition leads to. */
export function unmappedValues(resource: ResourceNode, operation: OperationNode): WrittenValue[] {
  return writtenValues(resource, operation).filter(({ transition }) => transition === undefined)
}

/** The values that a schema lists; undefined if it lists none. */
function allowedValues(schema: Node): string[] | undefined {
  const constant = schema.get('const')
  if (constant) return [String(constant.value)]
  const values = schema.get('enum')
  if (values) return values.items().map(({ value }) => String(value))
  return typesOf(schema).includes('boolean') ? ['true', 'false'] : undefined
}

/** The states that records can be in. */
export function reachableStates(model: Model, resource: ResourceNode): Set<string> {
  const { lifecycle, seed = [] } = resource.words
  if (!lifecycle) return new Set()
  const reachable = new Set([lifecycle.initial])
  for (const row of seed) {
    const state = row[lifecycle.field]
    if (typeof state === 'string') reachable.add(state)
  }
  const steps: { readonly from: readonly string[]; readonly to?: string }[] = waysOf(model, resource).flatMap(
    ({ transition }) => lifecycle.transitions?.[transition] ?? [],
  )
  if (lifecycle.expires && canExpire(model, resource, lifecycle)) {
    const { to, revives_to } = lifecycle.expires
    steps.push(lifecycle.expires)
    if (to !== undefined && revives_to !== undefined) steps.push({ from: [to], to: revives_to })
  }
  for (const [state, { to }] of Object.entries(lifecycle.after ?? {})) steps.push({ from: [state], to })
  for (let size = 0; size < reachable.size; ) {
    size = reachable.size
    for (const { from, to } of steps)
      if (to !== undefined && from.some(state => reachable.has(state))) reachable.add(to)
  }
  return reachable
}

/** Whether the time at which records expire can be set: by the lifecycle, by a body or by the seed. */
export function canExpire(model: Model, resource: ResourceNode, { expires }: Lifecycle): boolean {
  if (!expires) return false
  if (expires.after !== undefined) return true
  if (resource.words.seed?.some(row => row[expires.field] !== undefined && row[expires.field] !== null)) return true
  if (stampsOf(resource.words).some(stamps => isTime(stamps?.[expires.field]))) return true
  return model.operations.some(
    operation =>
      operation.words?.resource === resource.name &&
      writtenProperties(operation).some(([property]) => property === expires.field),
  )
}

/** All stamps of a resource. */
const stampsOf = ({ set, lifecycle }: ResourceWords) => [
  set?.create,
  set?.change,
  ...Object.values(lifecycle?.transitions ?? {}).map(({ set }) => set),
]

const isTime = (stamp: Stamps[string] | undefined) =>
  (typeof stamp === 'object' && stamp !== null) || String(stamp).startsWith('now')

/** Every state that the lifecycle mentions. */
export function namedStates({ initial, transitions = {}, expires, after = {} }: Lifecycle): Set<string> {
  const named = new Set([initial])
  for (const { from, to } of [...Object.values(transitions), ...(expires ? [expires] : [])]) {
    for (const state of from) named.add(state)
    if (to !== undefined) named.add(to)
  }
  if (expires?.revives_to !== undefined) named.add(expires.revives_to)
  for (const [state, { to }] of Object.entries(after)) named.add(state).add(to)
  return named
}
