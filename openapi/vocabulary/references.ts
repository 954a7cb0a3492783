/** Looks up what words refer to, and explains a miss. */
import type { Finding } from './finding.ts'
import type { Model, ResourceNode } from './model.ts'
import { hint } from './nearest.ts'
import type { Place } from './node.ts'

/** The resource of that name, or a finding. */
export function findResource(model: Model, name: string, at: Place): ResourceNode | Finding {
  return (
    model.resources.get(name) ?? {
      message: `There is no resource \`${name}\`.${hint(name, model.resources.keys())} A resource is a component schema with \`x-latchkey\`.`,
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

/** A finding where a member is no property and looks like a mistyped one. The server may keep members that it never shows. */
export function mistypedMember(resource: ResourceNode, name: string, at: Place): Finding[] {
  const names = propertyNames(resource)
  if (names.has(name) || !hint(name, names).startsWith(' Did')) return []
  return [{ message: `\`${resource.name}\` has no property \`${name}\`.${hint(name, names)}`, at }]
}

/** A finding unless the name is among the names. */
export function unknownName(what: string, name: string, names: Iterable<string>, at: Place): Finding[] {
  const known = [...names]
  return known.includes(name) ? [] : [{ message: `There is no ${what} \`${name}\`.${hint(name, known)}`, at }]
}

/** The transitions of a resource; none where it has no lifecycle. */
export function transitionNames(resource: ResourceNode): string[] {
  return Object.keys(resource.words.lifecycle?.transitions ?? {})
}
