import type { CredentialWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { carrierOf } from '../model/carrier.ts'
import { type Model, propertyWords, type ResourceNode, type SchemeNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { reachableStates } from '../model/states.ts'
import { findResource, isFinding, missingProperty, propertyNames, unknownName } from '../references.ts'

/** Every security scheme that an operation asks for is a credential or a selection that the words explain. */
export function schemes(model: Model): Finding[] {
  return [...[...model.schemes.values()].flatMap(scheme => check(model, scheme)), ...unexplained(model)]
}

function check(model: Model, { name, node, words, wordsNode }: SchemeNode): Finding[] {
  if (!words || !wordsNode) return []
  const carriers = 'http bearer, http basic, apiKey in header or apiKey in query'
  const carried: Finding[] = carrierOf(node, words)
    ? []
    : [{ message: `The mock cannot read the scheme \`${name}\`. Make it one of ${carriers}.`, at: node.at }]
  if ('selects' in words) {
    const resource = findResource(model, words.selects, wordsNode.placeOf('selects'))
    return isFinding(resource) ? [...carried, resource] : carried
  }
  const resource = findResource(model, words.authenticates, wordsNode.placeOf('authenticates'))
  if (isFinding(resource)) return [...carried, resource]
  return [
    ...carried,
    ...prefixed(node, words, wordsNode),
    ...members(resource, words, wordsNode),
    ...states(model, resource, words, wordsNode),
  ]
}

function prefixed(scheme: Node, { prefix }: CredentialWords, node: Node): Finding[] {
  if (prefix === undefined || (scheme.text('type') === 'apiKey' && scheme.text('in') === 'header')) return []
  const message = '`prefix` has a meaning only for a scheme of type `apiKey` in `header`. Remove it.'
  return [{ message, at: node.placeOf('prefix') }]
}

function members(resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) => (secret ? [name] : []))
  const { owner } = resource.words
  const kept = [...propertyNames(resource), ...[owner?.tenant, owner?.user].filter(name => name !== undefined)]
  return [
    ...unknownName(`secret of \`${resource.name}\``, words.by, secrets, node.placeOf('by')),
    ...(words.acts_as === undefined
      ? []
      : unknownName(`property of \`${resource.name}\``, words.acts_as, kept, node.placeOf('acts_as'))),
    ...(words.narrowed_by === undefined
      ? []
      : missingProperty(resource, words.narrowed_by, node.placeOf('narrowed_by'))),
    ...(words.touch === undefined ? [] : missingProperty(resource, words.touch, node.placeOf('touch'))),
  ]
}

/** A credential that is not accepted in a state is refused by a code. */
function states(model: Model, resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
  const silent = [...reachableStates(model, resource)].filter(
    state => !words.accepts.includes(state) && words.refuse[state] === undefined,
  )
  return silent.map(state => ({
    message: `A record of \`${resource.name}\` can be \`${state}\`, which is neither accepted nor refused. Add the state to \`accepts\`, or a code for it to \`refuse\`.`,
    at: node.placeOf('refuse'),
  }))
}

function unexplained(model: Model): Finding[] {
  return model.operations.flatMap(({ security }) =>
    security.flatMap(({ schemes, at }) =>
      Object.keys(schemes).flatMap(name => {
        const scheme = model.schemes.get(name)
        if (!scheme || scheme.wordsNode) return []
        const message = `The security scheme \`${name}\` does not say what it reads. Add \`x-latchkey\` with \`authenticates\` or \`selects\` to it.`
        return [{ message, at }]
      }),
    ),
  )
}
