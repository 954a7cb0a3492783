/** Looks up what keywords refer to. A miss is a finding with a hint. */
import { withArticle } from '../contract/prose.ts'
import type { Finding } from './finding.ts'
import type { Model, ResourceNode } from './model/model.ts'
import type { Node, Place } from './model/node.ts'
import { hint, nearest } from './nearest.ts'

/** The resource of that name, or a finding. */
export function findResource(model: Model, name: string, at: Place): ResourceNode | Finding {
  return (
    model.resources.get(name) ?? {
      message: `\`${name}\` is not a resource: no component schema of that name has \`x-latchkey\`.${hint(name, model.resources.keys())}`,
      at,
    }
  )
}

export function isFinding(result: ResourceNode | Finding): result is Finding {
  return 'message' in result
}

export function propertyNames(resource: ResourceNode): Set<string> {
  return new Set(resource.uses.map(({ name }) => name))
}

/** A finding unless the resource has the property. */
export function missingProperty(resource: ResourceNode, name: string, at: Place): Finding[] {
  const names = propertyNames(resource)
  if (names.has(name)) return []
  return [{ message: `\`${resource.name}\` has no property \`${name}\`.${hint(name, names)}`, at }]
}

/** A finding if a name looks like a misspelled property. The server may store properties that it never shows. */
export function mistypedMember(resource: ResourceNode, name: string, at: Place): Finding[] {
  const names = propertyNames(resource)
  if (names.has(name) || nearest(name, names) === undefined) return []
  return [{ message: `\`${resource.name}\` has no property \`${name}\`.${hint(name, names)}`, at }]
}

/** A finding unless the name is among the names. */
export function unknownName(what: string, name: string, names: Iterable<string>, at: Place): Finding[] {
  const known = [...names]
  return known.includes(name) ? [] : [{ message: `\`${name}\` is not ${withArticle(what)}.${hint(name, known)}`, at }]
}

/** The transitions of a resource; empty if it has no lifecycle. */
export function transitionNames(resource: ResourceNode): string[] {
  return Object.keys(resource.words.lifecycle?.transitions ?? {})
}

/** Findings unless the resource has the property, and its `enum`, if it has one, has the values. */
export function checkValues(resource: ResourceNode, name: string, values: Node): Finding[] {
  const missing = missingProperty(resource, name, values.at)
  if (missing.length > 0) return missing
  const [use] = resource.uses.filter(use => use.name === name)
  const known = use?.node.get('enum')?.items()
  if (!known) return []
  const names = known.map(({ value }) => String(value))
  return values.items().flatMap(({ value, at }) => unknownName(`value of \`${name}\``, String(value), names, at))
}
