import { isString } from '../../contract/json.ts'
import type { Lifecycle } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import type { Node, Place } from '../model/node.ts'
import { namedStates, reachableStates, waysOf } from '../model/states.ts'
import { list, nearest } from '../nearest.ts'

/** Rules speak of states that records can be in, and the schema of the state lists exactly those. */
export function states(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const { lifecycle } = resource.words
    const node = resource.wordsNode.get('lifecycle')
    if (!lifecycle || !node) return uncountable(resource)
    const reachable = reachableStates(model, resource)
    const check = (state: Node): Finding[] =>
      isString(state.value) ? unreachable(resource, lifecycle, reachable, state.value, state.at) : []
    return [
      ...transitions(model, resource, lifecycle, node, check),
      ...listed(node.get('expires'), 'from').flatMap(check),
      ...listed(node.get('expires'), 'to').flatMap(check),
      ...limits(resource, lifecycle, check),
      ...rotations(model, resource).flatMap(check),
      ...credentials(model, resource, lifecycle, reachable),
      ...enumerated(resource, lifecycle, reachable),
    ]
  })
}

/** A member that is one state or a list of states. */
function listed(node: Node | undefined, key: string): Node[] {
  const member = node?.get(key)
  return member === undefined ? [] : Array.isArray(member.value) ? member.items() : [member]
}

function unreachable(
  { name }: ResourceNode,
  lifecycle: Lifecycle,
  reachable: ReadonlySet<string>,
  state: string,
  at: Place,
): Finding[] {
  if (reachable.has(state)) return []
  const others = [...namedStates(lifecycle)].filter(named => named !== state)
  const near = nearest(state, [...reachable, ...others])
  const advice = near === undefined ? ' Remove it, or let an operation lead there.' : ` Did you mean \`${near}\`?`
  return [{ message: `No record of \`${name}\` can be \`${state}\`.${advice}`, at }]
}

function transitions(
  model: Model,
  resource: ResourceNode,
  lifecycle: Lifecycle,
  node: Node,
  check: (state: Node) => Finding[],
): Finding[] {
  const taken = new Set(waysOf(model, resource).map(({ transition }) => transition))
  return (node.get('transitions')?.members() ?? []).flatMap(([name, transition]) => {
    if (!taken.has(name)) {
      const message = `No operation takes the transition \`${name}\` of \`${resource.name}\`. Remove it, or add an operation that does it.`
      return [{ message, at: transition.at }]
    }
    const to = lifecycle.transitions?.[name]?.to
    const shape: Finding[] = []
    if (name === 'delete' && to !== undefined)
      shape.push({
        message: 'The transition `delete` removes the record. Remove its `to`.',
        at: transition.placeOf('to'),
      })
    if (name !== 'delete' && to === undefined)
      shape.push({ message: `The transition \`${name}\` leads nowhere. Add \`to\`.`, at: transition.at })
    return [...shape, ...[...listed(transition, 'from'), ...listed(transition, 'to')].flatMap(check)]
  })
}

function uncountable({ name, wordsNode }: ResourceNode): Finding[] {
  const limits = wordsNode.get('limits')
  if (!limits || limits.items().length === 0) return []
  return [
    {
      message: `A limit counts states; \`${name}\` has no \`lifecycle\`. Add one, or remove \`limits\`.`,
      at: limits.at,
    },
  ]
}

function limits(resource: ResourceNode, lifecycle: Lifecycle, check: (state: Node) => Finding[]): Finding[] {
  const counts = (resource.wordsNode.get('limits')?.items() ?? []).map(limit => limit.get('count'))
  return counts.flatMap(count =>
    (count?.members() ?? []).flatMap(([field, counted]) => {
      const message = `A limit counts by the lifecycle's field, \`${lifecycle.field}\`, not by \`${field}\`.`
      return field === lifecycle.field ? counted.items().flatMap(check) : [{ message, at: counted.at }]
    }),
  )
}

function rotations({ operations }: Model, { name }: ResourceNode): Node[] {
  return operations.flatMap(({ words, wordsNode }) =>
    words?.resource === name ? listed(wordsNode.get('rotate'), 'from') : [],
  )
}

function credentials(
  { schemes }: Model,
  resource: ResourceNode,
  lifecycle: Lifecycle,
  reachable: ReadonlySet<string>,
): Finding[] {
  return [...schemes.values()].flatMap(({ words, wordsNode }) => {
    if (!words || !wordsNode || 'selects' in words || words.authenticates !== resource.name) return []
    const cases = (wordsNode.get('refuse')?.members() ?? []).filter(([key]) => key !== 'missing' && key !== 'unknown')
    return [
      ...listed(wordsNode, 'accepts').flatMap(({ value, at }) =>
        unreachable(resource, lifecycle, reachable, String(value), at),
      ),
      ...cases.flatMap(([state, { at }]) => unreachable(resource, lifecycle, reachable, state, at)),
    ]
  })
}

/** The schema of the state is an enum of the reachable states. */
function enumerated(resource: ResourceNode, { field }: Lifecycle, reachable: ReadonlySet<string>): Finding[] {
  const use = resource.uses.find(({ name, origin }) => name === field && origin === 'own')
  if (!use) return []
  const values = use.node.get('enum')
  if (!values) {
    const message = `\`${field}\` of \`${resource.name}\` must be an \`enum\` of the states ${list(reachable)}. Add it.`
    return [{ message, at: use.node.at }]
  }
  const shown = values.items().map(({ value }) => value)
  const unshown = [...reachable].filter(state => !shown.includes(state))
  return [
    ...values.items().flatMap(({ value, at }) => {
      const message = `\`${field}\` lists \`${value}\`, but no record of \`${resource.name}\` can be that. Remove it, or let an operation lead there.`
      return isString(value) && reachable.has(value) ? [] : [{ message, at }]
    }),
    ...unshown.map(state => ({
      message: `A record of \`${resource.name}\` can be \`${state}\`, which \`${field}\` does not list. Add it to the enum.`,
      at: values.at,
    })),
  ]
}
