import type { PropertyWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { type Model, type PropertyUse, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Node, Place } from '../model/node.ts'
import { isNullable } from '../model/schema.ts'
import { hint } from '../nearest.ts'
import { findResource, isFinding, transitionNames, unknownName } from '../references.ts'

/** The words of a property refer to what there is. */
export function properties(model: Model): Finding[] {
  const seen = new Set<string>()
  return [...model.resources.values()].flatMap(resource =>
    resource.uses.flatMap(use => {
      const { words, wordsNode } = use
      if (!words || !wordsNode || seen.has(wordsNode.at.absolutePointer)) return []
      seen.add(wordsNode.at.absolutePointer)
      return check(model, resource, use, words, wordsNode)
    }),
  )
}

function check(model: Model, resource: ResourceNode, use: PropertyUse, words: PropertyWords, node: Node): Finding[] {
  const at = (key: string) => node.placeOf(key)
  return [
    ...referred(model, words.refers_to, at('refers_to')),
    ...(words.on_delete === 'set_null' ? nulled(use, at('on_delete')) : []),
    ...(words.embeds === undefined ? [] : embedded(model, use, at('embeds'))),
    ...(words.redacts === undefined ? [] : redacted(resource, words.redacts, at('redacts'))),
    ...(words.selected_by === undefined ? [] : selected(model, words.selected_by, at('selected_by'))),
    ...taken(resource, node.get('transition')),
  ]
}

function referred(model: Model, name: string | undefined, at: Place): Finding[] {
  if (name === undefined) return []
  const resource = findResource(model, name, at)
  return isFinding(resource) ? [resource] : []
}

function nulled({ name, node }: PropertyUse, at: Place): Finding[] {
  if (isNullable(node)) return []
  const message = `\`on_delete: set_null\` needs a property that may be null; \`${name}\` may not. Allow null, or say \`cascade\`.`
  return [{ message, at }]
}

function embedded(model: Model, { name, node }: PropertyUse, at: Place): Finding[] {
  const isOf = ({ schema }: ResourceNode) => schema.at.absolutePointer === node.at.absolutePointer
  if ([...model.resources.values()].some(isOf)) return []
  const message = `\`embeds\` shows a record, so the schema of \`${name}\` must be a \`$ref\` to a resource.`
  return [{ message, at }]
}

function redacted(resource: ResourceNode, name: string, at: Place): Finding[] {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([property, { secret }]) =>
    secret ? [property] : [],
  )
  return unknownName(`secret of \`${resource.name}\``, name, secrets, at)
}

function selected(model: Model, name: string, at: Place): Finding[] {
  const selections = [...model.schemes.values()].filter(({ words }) => words && 'selects' in words)
  return unknownName(
    'security scheme with `selects`',
    name,
    selections.map(scheme => scheme.name),
    at,
  )
}

function taken(resource: ResourceNode, transition: Node | undefined): Finding[] {
  const known = transitionNames(resource)
  return (transition?.members() ?? []).flatMap(([, { value, at }]) => {
    const name = String(value)
    if (known.includes(name)) return []
    const message = `\`${resource.name}\` has no transition \`${name}\`.${hint(name, known)}`
    return [{ message, at }]
  })
}
