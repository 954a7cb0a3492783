import { isString } from '../contract/json.ts'
import type { Lifecycle } from '../contract/words.ts'
import type { Finding } from './finding.ts'
import type { ResourceNode } from './model/model.ts'
import { list } from './nearest.ts'

/** The schema of the state is an enum of exactly the reachable states. */
export function checkStateEnum(
  resource: ResourceNode,
  { field }: Lifecycle,
  reachable: ReadonlySet<string>,
): Finding[] {
  const use = resource.uses.find(({ name, origin }) => name === field && origin === 'own')
  if (!use) return []
  const values = use.node.get('enum')
  if (!values) {
    const message = `\`${field}\` of \`${resource.name}\` must be an \`enum\` of the states ${list(reachable)}. Add it.`
    return [{ message, at: use.node.at }]
  }
  const listed = values.items().map(({ value }) => value)
  const missing = [...reachable].filter(state => !listed.includes(state))
  return [
    ...values.items().flatMap(({ value, at }) => {
      const message = `\`${field}\` lists \`${value}\`, but no record of \`${resource.name}\` can be that. Remove it, or let an operation lead there.`
      return isString(value) && reachable.has(value) ? [] : [{ message, at, isLenient: true as const }]
    }),
    ...missing.map(state => ({
      message: `A record of \`${resource.name}\` can be \`${state}\`, which \`${field}\` does not list. Add it to the enum.`,
      at: values.at,
    })),
  ]
}
