import { isString } from '../../contract/json.ts'
import type { OperationWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { type Model, type OperationNode, propertyWords } from '../model/model.ts'
import { propertiesOf } from '../model/schema.ts'
import { hint } from '../nearest.ts'
import { missingProperty, transitionNames, unknownName } from '../references.ts'

/** What `rotate` and `sign_in` refer to exists, and stands where the verb reads it. */
export function credentials(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words } = operation
    return words
      ? [...details(operation, words), ...rotation(model, operation, words), ...signIn(model, operation, words)]
      : []
  })
}

/** The verbs `rotate` and `sign_in` have details under the same name; no other verb has. */
function details({ wordsNode }: OperationNode, words: OperationWords): Finding[] {
  return (['rotate', 'sign_in'] as const).flatMap(verb => {
    if (words.does === verb && !words[verb])
      return [{ message: `\`does: ${verb}\` needs \`${verb}\` beside it. Add it.`, at: wordsNode.placeOf('does') }]
    if (words.does !== verb && words[verb])
      return [
        { message: `\`${verb}\` has no meaning without \`does: ${verb}\`. Remove it.`, at: wordsNode.placeOf(verb) },
      ]
    return []
  })
}

function rotation(model: Model, operation: OperationNode, words: OperationWords): Finding[] {
  const rotate = words.does === 'rotate' ? words.rotate : undefined
  const resource = words.resource === undefined ? undefined : model.resources.get(words.resource)
  const node = operation.wordsNode.get('rotate')
  if (!rotate || !resource || !node) return []
  const isCredential = Object.values(propertyWords(resource)).some(({ secret }) => secret)
  const copies = node.get('copies')?.items() ?? []
  return [
    ...(isCredential
      ? []
      : [{ message: `\`${resource.name}\` has no secret to rotate. Rotate a resource that has one.`, at: node.at }]),
    ...bodyMember(operation, rotate.grace).map(message => ({ message, at: node.placeOf('grace') })),
    ...unknownName(
      `transition of \`${resource.name}\``,
      rotate.retire,
      transitionNames(resource),
      node.placeOf('retire'),
    ),
    ...copies.flatMap(({ value, at }) => (isString(value) ? missingProperty(resource, value, at) : [])),
    ...(rotate.renews === undefined ? [] : missingProperty(resource, rotate.renews, node.placeOf('renews'))),
  ]
}

function signIn(model: Model, operation: OperationNode, words: OperationWords): Finding[] {
  const sign_in = words.does === 'sign_in' ? words.sign_in : undefined
  const node = operation.wordsNode.get('sign_in')
  if (!sign_in || !node) return []
  const principals = [...model.resources.values()].filter(({ words }) => words.principal)
  const names = principals.flatMap(principal => principal.uses.map(({ name }) => name))
  const kept = principals.flatMap(({ words }) => (words.seed ?? []).flatMap(row => Object.keys(row)))
  return [
    ...unknownName('property of a principal', sign_in.login, names, node.placeOf('login')),
    ...unknownName('member of a principal', sign_in.password, [...names, ...kept], node.placeOf('password')),
    ...(['login', 'password'] as const).flatMap(part =>
      bodyMember(operation, sign_in[part]).map(message => ({ message, at: node.placeOf(part) })),
    ),
  ]
}

function bodyMember({ body }: OperationNode, name: string): string[] {
  const members = body ? [...propertiesOf(body.schema).keys()] : []
  if (members.includes(name)) return []
  return [`The body has no member \`${name}\`.${hint(name, members)} Add it to the body's schema, or correct the name.`]
}
