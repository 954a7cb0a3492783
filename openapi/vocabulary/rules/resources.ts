import type { Finding } from '../finding.ts'
import { type Model, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { missingProperty, mistypedMember } from '../references.ts'

/** The words of a resource name properties that it has. */
export function resources(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => [
    ...owners(resource),
    ...stamps(resource),
    ...windowFields(resource),
    ...principal(model, resource),
    ...seeds(resource),
  ])
}

/** The owner may be kept without being shown. */
function owners(resource: ResourceNode): Finding[] {
  const { owner, visible_to, limits = [] } = resource.words
  const node = resource.wordsNode.get('owner')
  const findings: Finding[] = []
  if (owner && node) {
    findings.push(...mistypedMember(resource, owner.tenant, node.placeOf('tenant')))
    if (owner.user !== undefined) findings.push(...mistypedMember(resource, owner.user, node.placeOf('user')))
  }
  if (owner?.user !== undefined) return findings
  const needs = 'needs the property that holds the user. Add `owner.user`'
  if (visible_to === 'owner')
    findings.push({
      message: `\`visible_to: owner\` ${needs}, or say \`account\`.`,
      at: resource.wordsNode.placeOf('visible_to'),
    })
  for (const [index, { per }] of limits.entries()) {
    const limit = resource.wordsNode.get('limits')?.items()[index]
    if (per === 'user' && limit)
      findings.push({ message: `\`per: user\` ${needs}, or say \`per: account\`.`, at: limit.placeOf('per') })
  }
  return findings
}

function stamps(resource: ResourceNode): Finding[] {
  const set = resource.wordsNode.get('set')
  const transitions = resource.wordsNode.get('lifecycle')?.get('transitions')?.members() ?? []
  const nodes = [set?.get('create'), set?.get('change'), ...transitions.map(([, transition]) => transition.get('set'))]
  return nodes.flatMap(node => stamped(resource, node))
}

function stamped(resource: ResourceNode, stamps: Node | undefined): Finding[] {
  return (stamps?.members() ?? []).flatMap(([name, { at }]) => missingProperty(resource, name, at))
}

function windowFields(resource: ResourceNode): Finding[] {
  const { window } = resource.words
  const node = resource.wordsNode.get('window')
  if (!window || !node) return []
  return [
    ...missingProperty(resource, window.open, node.placeOf('open')),
    ...missingProperty(resource, window.until, node.placeOf('until')),
  ]
}

function principal(model: Model, resource: ResourceNode): Finding[] {
  const { principal } = resource.words
  const node = resource.wordsNode.get('principal')
  if (!principal || !node) return []
  const paths = node.get('permissions')?.items() ?? []
  return [
    ...paths.flatMap(({ value, at }) => permissionPath(model, resource, String(value), { at })),
    ...(principal.enabled === undefined ? [] : missingProperty(resource, principal.enabled, node.placeOf('enabled'))),
  ]
}

/** `permissions`, or `group_id.permissions`: a reference, then a property of what it leads to. */
function permissionPath(model: Model, resource: ResourceNode, path: string, { at }: Pick<Node, 'at'>): Finding[] {
  const [first = '', second] = path.split('.')
  const missing = missingProperty(resource, first, at)
  if (missing.length > 0 || second === undefined) return missing
  const target = propertyWords(resource)[first]?.refers_to
  if (target === undefined) {
    const message = `\`${path}\` goes through \`${first}\`, which refers to nothing. Add \`x-latchkey: { refers_to: ... }\` to \`${first}\`, or correct the path.`
    return [{ message, at }]
  }
  const next = model.resources.get(target)
  return next ? missingProperty(next, second, at) : []
}

function seeds(resource: ResourceNode): Finding[] {
  const rows = resource.wordsNode.get('seed')?.items() ?? []
  const tenant = resource.words.owner?.tenant
  const ids = new Set<unknown>()
  return rows.flatMap(row => {
    const id = row.read('id')
    const isRepeated = ids.has(id)
    ids.add(id)
    if (isRepeated)
      return [
        { message: `Two seeded records have the id \`${id}\`. Give each an id of its own.`, at: row.placeOf('id') },
      ]
    if (tenant !== undefined && row.get(tenant) === undefined)
      return [
        { message: `The seeded record \`${id}\` belongs to no account: it has no \`${tenant}\`. Add it.`, at: row.at },
      ]
    return []
  })
}
