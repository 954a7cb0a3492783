/** `principal`: requests act as the records of a resource, with the permissions of the record. */
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { missingProperty } from '../lookup.ts'
import { credentialsOf } from '../model/credentials.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Place } from '../model/node.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const { principal } = resource.words
    const node = resource.wordsNode.get('principal')
    if (!principal || !node) return []
    const paths = node.get('permissions')?.items() ?? []
    return [
      ...paths.flatMap(({ value, at }) => checkPath(model, resource, String(value), at)),
      ...(principal.enabled === undefined ? [] : missingProperty(resource, principal.enabled, node.placeOf('enabled'))),
    ]
  })
}

/** `permissions`, or `group_id.permissions`: a reference, then a property of the record that it leads to. */
function checkPath(model: Model, resource: ResourceNode, path: string, at: Place): Finding[] {
  const [first = '', second] = path.split('.')
  const missing = missingProperty(resource, first, at)
  if (missing.length > 0 || second === undefined) return missing
  const target = propertyWords(resource)[first]?.refers_to
  if (target === undefined) {
    const message = `\`${path}\` goes through \`${first}\`, which does not refer to a resource. Add \`x-latchkey: { refers_to: ... }\` to \`${first}\`, or correct the path.`
    return [{ message, at }]
  }
  const next = model.resources.get(target)
  return next ? missingProperty(next, second, at) : []
}

/** Every operation rejects a disabled principal. */
export function refusals(model: Model, { security, words }: OperationNode): ExpectedRefusal[] {
  const authenticates = (security.length > 0 && credentialsOf(model).length > 0) || words?.sign_in !== undefined
  if (!authenticates) return []
  return [...model.resources.values()].flatMap(({ name, words: { principal } }) =>
    principal?.refuse === undefined
      ? []
      : [{ code: principal.refuse, why: `a \`${name}\` whose \`${principal.enabled}\` is false cannot act` }],
  )
}
