/** `authenticates`: the records of a resource are the credentials of a security scheme. */
import { asNoun, listOf } from '../../contract/prose.ts'
import type { CredentialWords } from '../../contract/words.ts'
import type { Insertion } from '../engine/plan.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Guard } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { findResource, isFinding, missingProperty, propertyNames, unknownName } from '../lookup.ts'
import { credentialsOf, type Explained } from '../model/credentials.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode, type SchemeNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { code, paragraphs } from '../prose.ts'
import { namedBy, principals, type References } from '../reference.ts'
import { refusalTable } from '../refusal-table.ts'

export function check(model: Model): Finding[] {
  return credentialsOf(model).flatMap(({ scheme, words }) => {
    const node = scheme.wordsNode ?? scheme.node
    const resource = findResource(model, words.authenticates, node.placeOf('authenticates'))
    if (isFinding(resource)) return [resource]
    return [
      ...checkPrefix(scheme.node, words, node),
      ...checkProperties(resource, words, node),
      ...checkStates(model, resource, words, node),
    ]
  })
}

function checkPrefix(scheme: Node, { prefix }: CredentialWords, node: Node): Finding[] {
  if (prefix === undefined || (scheme.text('type') === 'apiKey' && scheme.text('in') === 'header')) return []
  const message = '`prefix` is only for schemes of type `apiKey` in `header`. Remove it.'
  return [{ message, at: node.placeOf('prefix') }]
}

function checkProperties(resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) => (secret ? [name] : []))
  const { owner } = resource.words
  const stored = [...propertyNames(resource), ...[owner?.tenant, owner?.user].filter(name => name !== undefined)]
  const ifPresent = (name: string | undefined, keyword: string) =>
    name === undefined ? [] : missingProperty(resource, name, node.placeOf(keyword))
  return [
    ...unknownName(`secret of \`${resource.name}\``, words.by, secrets, node.placeOf('by')),
    ...(words.acts_as === undefined
      ? []
      : unknownName(`property of \`${resource.name}\``, words.acts_as, stored, node.placeOf('acts_as'))),
    ...ifPresent(words.narrowed_by, 'narrowed_by'),
    ...ifPresent(words.touch, 'touch'),
  ]
}

/** Each state is accepted, or rejected with a code; and each listed state is reachable. */
function checkStates(model: Model, resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
  if (!resource.words.lifecycle) return []
  const reachable = reachableStates(model, resource)
  const open = [...reachable].filter(state => !words.accepts.includes(state) && words.refuse[state] === undefined)
  const cases = (node.get('refuse')?.members() ?? []).filter(([key]) => key !== 'missing' && key !== 'unknown')
  return [
    ...open.map(state => ({
      message: `A record of \`${resource.name}\` can be \`${state}\`, which is neither in \`accepts\` nor in \`refuse\`. Add it to one of them.`,
      at: node.placeOf('refuse'),
    })),
    ...(node.get('accepts')?.items() ?? []).flatMap(({ value, at }) =>
      unreachableState(resource, reachable, String(value), at),
    ),
    ...cases.flatMap(([state, { at }]) => unreachableState(resource, reachable, state, at)),
  ]
}

export const references: References = (keywords, components) =>
  keywords.authenticates === undefined
    ? []
    : [...namedBy('authenticates', 'schemas')(keywords, components), ...principals(components)]

/** Every scheme is read on every operation, whether the operation accepts it or not. */
export function refusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  if (operation.security.length === 0) return []
  const credentials = credentialsOf(model)
  return [
    ...credentials.flatMap(credential => authentication(model, operation, credential)),
    ...narrowing(operation, credentials),
  ]
}

function authentication(
  model: Model,
  { security }: OperationNode,
  { scheme, words }: Explained<CredentialWords>,
): ExpectedRefusal[] {
  const resource = model.resources.get(words.authenticates)
  const states = resource && reachableStates(model, resource)
  const isOptional = security.some(({ schemes }) => Object.keys(schemes).length === 0)
  return Object.entries(words.refuse).flatMap(([situation, code]) => {
    if (situation === 'missing') return isOptional ? [] : [{ code, why: 'it requires credentials' }]
    const isPossible =
      situation === 'unknown' || ((!states || states.has(situation)) && !words.accepts.includes(situation))
    return isPossible ? [{ code, why: `\`${scheme.name}\` rejects a credential that is \`${situation}\`` }] : []
  })
}

function narrowing(
  { security, words }: OperationNode,
  credentials: readonly Explained<CredentialWords>[],
): ExpectedRefusal[] {
  const mints = words?.does === 'create' || words?.does === 'rotate'
  const narrowed = credentials.find(
    ({ scheme, words: { authenticates, narrowed_by } }) =>
      mints &&
      authenticates === words.resource &&
      narrowed_by !== undefined &&
      security.some(({ schemes }) => scheme.name in schemes),
  )
  if (!narrowed) return []
  const why = `narrowed credentials (\`${narrowed.scheme.name}\`) create only credentials with their own permissions or fewer`
  return [{ code: 'permission_denied', why }]
}

export function explainScheme({ words }: SchemeNode, links: Links): string | undefined {
  if (!words || !('authenticates' in words)) return undefined
  const sentences = [
    `Works while it is ${listOf(words.accepts.map(code), 'or')}.`,
    words.acts_as === undefined ? '' : `It acts as ${code(words.acts_as)}.`,
    words.grants === 'all'
      ? 'It has every permission: never expose it in client-side code or a public repository.'
      : 'Permissions are looked up at each request.',
    words.narrowed_by === undefined ? '' : `If ${code(words.narrowed_by)} is not null, it has only those permissions.`,
    words.touch === undefined ? '' : `Each successful authentication sets ${code(words.touch)}.`,
  ]
  return paragraphs(sentences.filter(sentence => sentence !== '').join(' '), refusalTable(words.refuse, links))
}

/**
 * A narrowed credential creates only credentials that have no more permissions than itself. Otherwise it could end its
 * own narrowing.
 */
export const guard: Guard = ({ contract }, { changes }, { principal }) => {
  if (!principal?.isNarrowed) return
  for (const [name, scheme] of Object.entries(contract.schemes)) {
    if (!('authenticates' in scheme)) continue
    for (const change of changes) {
      if (change.does !== 'insert' || change.resource !== scheme.authenticates) continue
      const scopes = scheme.narrowed_by === undefined ? null : scopesOf(change, scheme.narrowed_by)
      const wider = Array.isArray(scopes) ? scopes.filter(scope => !principal.permissions.has(scope)) : undefined
      if (wider?.length === 0) continue
      const credential = contract.resources[principal.credential.resource]?.title ?? principal.kind
      const by = scheme.narrowed_by === undefined ? '' : ` by ${scheme.narrowed_by}`
      throw new Refusal({
        code: 'permission_denied',
        detail: `This ${asNoun(credential)} is narrowed${by}. It can only create credentials with its own permissions or fewer.`,
        rule: 'narrowed_by',
        at: `#/components/securitySchemes/${name}/x-latchkey/narrowed_by`,
        members: { required: wider ?? [] },
      })
    }
  }
}

/** In a rotation, the scopes of the old credential count: it lives on in the new one. */
function scopesOf({ after, replaces }: Insertion, property: string): unknown {
  return (replaces?.row ?? after)[property]
}
