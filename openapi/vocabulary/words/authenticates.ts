/** `authenticates`: the records of a resource are the credentials of a security scheme. */

import type { Resource } from '../../contract/contract.ts'
import { listOf } from '../../contract/prose.ts'
import { readTime } from '../../contract/unix-time.ts'
import type { CredentialWords } from '../../contract/words.ts'
import { userOf, userProperty } from '../engine/acting-user.ts'
import type { Principal } from '../engine/call.ts'
import { credentialNoun, outlives } from '../engine/outlives.ts'
import { holds } from '../engine/permissions.ts'
import type { Change, Insertion, Replacement } from '../engine/plan.ts'
import type { Entry, Row } from '../engine/record.ts'
import { Refusal } from '../engine/refusal.ts'
import type { Follow, Guard, World } from '../engine/world.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { checkValues, findResource, isFinding, missingProperty, propertyNames, unknownName } from '../lookup.ts'
import { carrierOf } from '../model/carrier.ts'
import { credentialsOf, type Explained, identifiesCaller } from '../model/credentials.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode, type SchemeNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { typesOf } from '../model/schema.ts'
import { reachableStates } from '../model/states.ts'
import { unreachableState } from '../model/unreachable-state.ts'
import { code, paragraphs, valuesText } from '../prose.ts'
import { namedBy, principals, type References } from '../reference.ts'
import { refusalTable } from '../refusal-table.ts'
import { accountOf } from './owner.ts'
import { heldPermissions } from './principal.ts'

export function check(model: Model): Finding[] {
  return credentialsOf(model).flatMap(({ scheme, words }) => {
    const node = scheme.wordsNode ?? scheme.node
    const resource = findResource(model, words.authenticates, node.placeOf('authenticates'))
    if (isFinding(resource)) return [resource]
    return [
      ...checkPrefix(scheme.node, words, node),
      ...checkForms(scheme.node, words, node),
      ...checkWhere(resource, node.get('where')),
      ...checkProperties(model, resource, words, node),
      ...checkStates(model, resource, words, node),
    ]
  })
}

function checkPrefix(scheme: Node, { prefix }: CredentialWords, node: Node): Finding[] {
  if (prefix === undefined || (scheme.text('type') === 'apiKey' && scheme.text('in') === 'header')) return []
  const message = '`prefix` is only for schemes of type `apiKey` in `header`. Remove it.'
  return [{ message, at: node.placeOf('prefix') }]
}

function checkForms(scheme: Node, { accepts_forms }: CredentialWords, node: Node): Finding[] {
  if (accepts_forms === undefined || carrierOf(scheme)?.in === 'basic') return []
  const message = '`accepts_forms` is only for schemes of type `http` with `scheme: basic`. Remove it.'
  return [{ message, at: node.placeOf('accepts_forms') }]
}

function checkWhere(resource: ResourceNode, where: Node | undefined): Finding[] {
  return (where?.members() ?? []).flatMap(([name, values]) => checkValues(resource, name, values))
}

function checkProperties(model: Model, resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
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
    ...checkNarrowing(resource, words.narrowed_by, node),
    ...ifPresent(words.starts_at, 'starts_at'),
    ...(words.ends_at ?? []).flatMap(name => ifPresent(name, 'ends_at')),
    ...ifPresent(words.touch, 'touch'),
    ...checkEnding(model, words, node),
  ]
}

/** Permissions are texts. */
function checkNarrowing({ uses, name }: ResourceNode, property: string | undefined, node: Node): Finding[] {
  const items = uses.find(use => use.name === property)?.node.get('items')
  const types = items ? typesOf(items) : []
  if (types.length === 0 || types.includes('string')) return []
  const message = `\`${property}\` of \`${name}\` is a list of values of the type ${types.map(code).join(' or ')}. \`narrowed_by\` needs a list of the names of permissions, so a credential with such a list could do nothing.`
  return [{ message, at: node.placeOf('narrowed_by') }]
}

function checkEnding(model: Model, { ended_by = [] }: CredentialWords, node: Node): Finding[] {
  const users = [...model.resources.values()].filter(({ words }) => words.principal)
  const known = users.flatMap(user => [
    ...propertyNames(user),
    ...(user.words.seed ?? []).flatMap(row => Object.keys(row)),
  ])
  return ended_by.flatMap((property, index) =>
    unknownName('property of a principal', property, known, node.get('ended_by')?.items()[index]?.at ?? node.at),
  )
}

/** The situations that are no states. */
const SITUATIONS = ['missing', 'unknown', 'malformed', 'early']

/** Each state is accepted, or rejected with a code; and each listed state is reachable. */
function checkStates(model: Model, resource: ResourceNode, words: CredentialWords, node: Node): Finding[] {
  if (!resource.words.lifecycle) return []
  const reachable = reachableStates(model, resource)
  const open = [...reachable].filter(state => !words.accepts?.includes(state) && words.refuse[state] === undefined)
  const cases = (node.get('refuse')?.members() ?? []).filter(([key]) => !SITUATIONS.includes(key))
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
  if (!identifiesCaller(model, operation)) return []
  const all = credentialsOf(model)
  const isAccepted = ({ scheme }: Explained<CredentialWords>) =>
    operation.security.some(({ schemes }) => scheme.name in schemes)
  const credentials = model.isStrict ? all : all.filter(isAccepted)
  return [
    ...credentials.flatMap(credential => authentication(model, operation, credential)),
    ...narrowing(model, operation, credentials),
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
      situation === 'unknown' ||
      situation === 'malformed' ||
      (situation === 'early' && words.starts_at !== undefined) ||
      ((!states || states.has(situation)) && !words.accepts?.includes(situation))
    return isPossible ? [{ code, why: `\`${scheme.name}\` rejects a credential that is \`${situation}\`` }] : []
  })
}

/** Creating a credential that may do more than its maker, or lives longer, is rejected. */
function narrowing(
  model: Model,
  { security, words }: OperationNode,
  credentials: readonly Explained<CredentialWords>[],
): ExpectedRefusal[] {
  if (words?.does !== 'create' && words?.does !== 'rotate') return []
  const created = credentials.find(({ words: { authenticates } }) => authenticates === words.resource)
  if (!created) return []
  const isLimited = credentials.some(
    ({ scheme, words: { narrowed_by, ends_at } }) =>
      (narrowed_by !== undefined || ends_at !== undefined) && security.some(({ schemes }) => scheme.name in schemes),
  )
  if (!isLimited && (created.words.grants === 'all' || !actsAsUser(model, created))) return []
  const why = `a credential (\`${created.scheme.name}\`) has only permissions of its creator, and expires no later than it`
  return [{ code: 'permission_denied', why }]
}

function actsAsUser(model: Model, { words }: Explained<CredentialWords>): boolean {
  return userProperty(words, model.resources.get(words.authenticates)?.words.owner) !== undefined
}

export function explainScheme({ words }: SchemeNode, links: Links): string | undefined {
  if (!words || !('authenticates' in words)) return undefined
  const sentences = [
    words.where === undefined ? '' : `It is one whose ${valuesText(words.where)}.`,
    words.accepts_forms?.includes('raw')
      ? `The secret is sent after ${code('Basic')} as it is${words.accepts_forms.includes('base64') ? ', or as base64 of the secret and a colon' : ''}.`
      : '',
    words.accepts === undefined ? '' : `Works while it is ${listOf(words.accepts.map(code), 'or')}.`,
    words.acts_as === undefined ? '' : `It acts as ${code(words.acts_as)}.`,
    words.grants === 'all'
      ? 'It has every permission: never expose it in client-side code or a public repository.'
      : 'Permissions are looked up at each request.',
    words.narrowed_by === undefined ? '' : `If ${code(words.narrowed_by)} is not null, it has only those permissions.`,
    words.ends_at === undefined
      ? ''
      : `If ${listOf(words.ends_at.map(code), 'or')} is not null, it cannot create credentials that expire later, give anyone permissions, or change anyone's password or login.`,
    words.narrowed_by === undefined
      ? ''
      : 'A credential for another user can have only permissions that its creator has.',
    words.bound === 'principal'
      ? 'In a session, it can be created for any user, even one with more permissions. With another such credential, it can be created only for a user who has no more permissions than that credential.'
      : '',
    words.ended_by === undefined
      ? ''
      : `It ends when ${listOf(words.ended_by.map(code), 'or')} of its user changes: a new password, or a flag that becomes false.`,
    words.starts_at === undefined ? '' : `It works from the time in ${code(words.starts_at)} on, unless that is null.`,
    words.touch === undefined ? '' : `Each successful authentication sets ${code(words.touch)}.`,
  ]
  return paragraphs(sentences.filter(sentence => sentence !== '').join(' '), refusalTable(words.refuse, links))
}

/** The credentials of a scheme that act as a user. */
export function credentialsOfUser({ contract, store }: World, name: string, account: string, user: unknown): Entry[] {
  const scheme = contract.schemes[name]
  if (!scheme || !('authenticates' in scheme)) return []
  const records = store.collection(scheme.authenticates)
  const property = userProperty(scheme, records.resource.owner)
  if (property === undefined) return []
  return [...records.ofTenant(account)].filter(({ row }) => row[property] === user)
}

/** The credentials that end because a plan changes their users. */
export const follow: Follow = (world, { changes }) =>
  Object.entries(world.contract.schemes).flatMap(([name, scheme]) => {
    if (!('authenticates' in scheme) || !scheme.ended_by) return []
    const { ended_by: properties, authenticates: resource } = scheme
    return changes.flatMap((change): Change[] => {
      const user = world.contract.resources[change.resource]
      if (change.does !== 'replace' || !user?.principal) return []
      if (!properties.some(property => endsBy(user, change, property))) return []
      const account = accountOf(user.owner, change.after)
      const ended = credentialsOfUser(world, name, account, change.entry.id)
      return ended.map(entry => ({ does: 'remove', resource, entry }))
    })
  })

/** Whether a change writes a password, or sets a flag to false. */
function endsBy({ hashed }: Resource, { entry, after, written }: Replacement, property: string): boolean {
  if (hashed.includes(property)) return written?.includes(property) ?? false
  return after[property] === false && entry.row[property] !== false
}

/** When a credential ends, in milliseconds since 1970; null if it does not. */
export function endOf({ contract }: World, { ends_at = [], authenticates }: CredentialWords, row: Row): number | null {
  const { properties = {} } = contract.resources[authenticates] ?? {}
  const ends = ends_at.map(property => readTime(properties[property], row[property]))
  const known = ends.filter(end => !Number.isNaN(end))
  return known.length === 0 ? null : Math.min(...known)
}

/**
 * No change brings a credential into being that may do more than the caller, or lives longer. Otherwise a credential
 * could end its own limits, and a permission to manage keys would be every permission.
 */
export const guard: Guard = (world, { changes }, { principal }) => {
  if (!principal) return
  for (const [name, scheme] of Object.entries(world.contract.schemes)) {
    if (!('authenticates' in scheme)) continue
    for (const change of changes) {
      if (change.resource !== scheme.authenticates || !strengthens(world, scheme, change)) continue
      checkPermissions(world, name, scheme, change.after, principal)
      checkEnd(world, name, scheme, change.after, principal)
    }
  }
}

/** Whether a credential is created, or can do more after the change, or for longer. */
function strengthens(world: World, scheme: CredentialWords, change: Change): change is Insertion | Replacement {
  if (change.does === 'insert') return true
  if (change.does !== 'replace') return false
  const before = change.entry.row
  const { after } = change
  const { lifecycle, owner } = world.contract.resources[change.resource] ?? {}
  const works = (row: Row) => lifecycle === undefined || scheme.accepts?.includes(String(row[lifecycle.field])) === true
  if (!works(after)) return false
  // Its new secret is a credential in the hands of the caller.
  if (!works(before) || change.mints) return true
  const isOther = [userProperty(scheme, owner), scheme.narrowed_by].some(
    property => property !== undefined && before[property] !== after[property],
  )
  return isOther || (endOf(world, scheme, after) ?? Infinity) > (endOf(world, scheme, before) ?? Infinity)
}

function checkPermissions(world: World, name: string, scheme: CredentialWords, row: Row, principal: Principal): void {
  const list = scheme.narrowed_by === undefined ? undefined : row[scheme.narrowed_by]
  const scopes = Array.isArray(list) ? list.map(String) : undefined
  const user = scheme.grants === 'all' ? undefined : userOf(world, scheme, row)
  // People may choose any user if the scheme says so. A credential may not, or its thief would become everyone.
  const isFree = scheme.bound === 'principal' && principal.scheme !== name
  const isBound = user !== undefined && user.entry.id !== principal.user && !isFree
  if (!principal.isNarrowed && !isBound) return
  // The permissions of a user change, so a narrowed credential can only create one that is narrowed too.
  const given =
    scopes ?? (principal.isNarrowed || !user ? undefined : heldPermissions(world, user.resource, user.entry))
  const missing = [...(given ?? [])].filter(permission => !holds(principal.permissions, permission))
  if (given && missing.length === 0) return
  const by = scheme.narrowed_by === undefined ? '' : ` by ${scheme.narrowed_by}`
  throw new Refusal({
    code: 'permission_denied',
    detail: principal.isNarrowed
      ? `This ${credentialNoun(world, principal)} is narrowed${by}. It can only create credentials with its own permissions or fewer.`
      : `A credential for another user can do only what you can do. You lack ${listOf(missing)}.`,
    rule: principal.isNarrowed ? 'narrowed_by' : 'bound',
    at: `#/components/securitySchemes/${name}/x-latchkey/${principal.isNarrowed ? 'narrowed_by' : 'authenticates'}`,
    members: { required: missing },
  })
}

function checkEnd(world: World, name: string, scheme: CredentialWords, row: Row, principal: Principal): void {
  if (principal.ends === null || (endOf(world, scheme, row) ?? Infinity) <= principal.ends) return
  const advice = scheme.ends_at === undefined ? '' : `: set ${scheme.ends_at[0]}`
  const rule = `It can only create credentials that end by then${advice}`
  throw outlives(world, principal, rule, `#/components/securitySchemes/${name}/x-latchkey/ends_at`)
}
