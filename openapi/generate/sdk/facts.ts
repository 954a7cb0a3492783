/** The rules of a system as plain facts, for `shop.system`: read off the compact contract, by rules that know no system. */
import type { Carrier } from '../../contract/carrier.ts'
import type { Contract, JsonSchema, Operation, Parameter, Resource } from '../../contract/contract.ts'
import { dereference } from '../../contract/ref.ts'
import { bodyProperties, keysOf } from './keys.ts'

/** The source of the types of the facts. */
export const FACT_TYPES = `/** The rules of a system, as data: what a user interface has to know, with no \`if\` on a system. */
export interface SystemRules {
  readonly id: SystemId
  /** For people: \`Latchkey standard\`. */
  readonly title: string
  /** How a key is sent. */
  readonly keySentAs: Carrier
  /** How the token of a session is sent. */
  readonly sessionSentAs: Carrier
  /** Whom a request with a key acts as. */
  readonly keyActsAs: 'user' | 'account'
  /** Whose keys one sees: all of the account, or one's own. */
  readonly keysSeen: 'account' | 'own'
  /** Whether the user that a key acts as is chosen at creation. */
  readonly userChoice: 'required' | 'optional' | 'none'
  /** The member that says what a key is for. */
  readonly label: { readonly field: string; readonly required: boolean } | null
  /** How many keys may be active at a time; null for any number. */
  readonly limit: { readonly max: number; readonly per: 'user' | 'account' } | null
  /** The values of \`status\`; the first one is that of a new key. */
  readonly states: readonly string[]
  /** Whether a secret is in the answer that makes it alone, or wherever the key is. */
  readonly secretShown: 'once' | 'always'
  readonly canPause: boolean
  readonly canRename: boolean
  /** Whether a key can be switched off for good with its record kept. */
  readonly canRevoke: boolean
  readonly canRevokeMany: boolean
  /** Whether the server itself rotates keys, with a grace for the old one. \`apiKeys.rotate\` works either way. */
  readonly canRotate: boolean
  readonly delete: 'any-time' | 'after-revoke' | 'never'
  readonly hasExpiry: boolean
  readonly hasScopes: boolean
  /** What the list of keys can do. \`filters\` and \`sorts\` are members of a key. */
  readonly list: {
    readonly search: boolean
    readonly filters: readonly string[]
    readonly sorts: readonly string[]
  }
  /** The permissions that handling keys needs, and whether it can be done with a key, too. */
  readonly managedBy: {
    readonly read: readonly string[]
    readonly write: readonly string[]
    readonly keys: boolean
  }
  /** The permissions that making a user for a key needs, with a group; null where none is chosen or none can be made. */
  readonly usersManagedBy: readonly string[] | null
  /** What is selected beside the credential: the option of the client, and the header that it is sent in. */
  readonly selection: { readonly option: keyof SelectionOptions<SystemId>; readonly header: string } | null
  /** How long the window stays open in which everything of a kind can be deleted (ISO 8601); null for no such window. */
  readonly clearWindow: string | null
}
`

/**
 * The facts of `SystemRules`.
 * @throws {Error} the contract has no API keys, or no sign-in
 */
export function factsOf(contract: Contract) {
  const { scheme, key, operations, operation } = keysOf(contract)
  const creates = operation('create')
  const lists = operation('list')
  const updates = bodyProperties(contract, operation('update')?.body?.schema)
  const created = bodyProperties(contract, creates?.body?.schema)
  const label = labelOf(contract, key, created.properties)
  const user = key.owner?.user
  const [limit] = key.limits ?? []
  const transitions = key.lifecycle?.transitions ?? {}
  const window = Object.values(contract.resources).find(resource => resource.window)?.window
  return {
    id: contract.system,
    title: contract.title,
    keySentAs: scheme.carrier,
    sessionSentAs: sessionCarrierOf(contract),
    keyActsAs: scheme.acts_as !== undefined && scheme.acts_as === user ? 'user' : 'account',
    keysSeen: key.visible_to === 'owner' ? 'own' : 'account',
    userChoice:
      user === undefined || !created.properties.has(user)
        ? 'none'
        : created.required.includes(user)
          ? 'required'
          : 'optional',
    label: label === undefined ? null : { field: label, required: created.required.includes(label) },
    limit: limit === undefined || limit.max === null ? null : { max: limit.max, per: limit.per },
    states: statesOf(key),
    secretShown: key.secrets.some(secret => key.properties[secret]?.shown_by?.includes(lists?.id ?? ''))
      ? 'always'
      : 'once',
    canPause: [...updates.properties.keys()].some(property => key.properties[property]?.transition?.false === 'pause'),
    canRename: label !== undefined && updates.properties.has(label),
    canRevoke: operation('revoke') !== undefined,
    canRevokeMany: operations.some(({ does, many }) => does === 'revoke' && many !== undefined),
    canRotate: operation('rotate') !== undefined,
    delete: operation('delete') === undefined ? 'never' : transitions.delete ? 'after-revoke' : 'any-time',
    hasExpiry: created.properties.has(key.lifecycle?.expires?.field ?? ''),
    hasScopes: created.properties.has(scheme.narrowed_by ?? ''),
    list: listOf(lists, key),
    managedBy: {
      read: permissionsOf(lists),
      write: permissionsOf(creates),
      keys: creates?.security.some(alternative => alternative[scheme.name]) ?? false,
    },
    usersManagedBy: user !== undefined && created.properties.has(user) ? usersManagedBy(contract, key, user) : null,
    selection: selectionOf(contract),
    clearWindow: window?.duration ?? null,
  }
}

/** The label is the text that the caller writes freely: it names no record, and has no format or list of values. */
function labelOf(contract: Contract, key: Resource, created: ReadonlyMap<string, JsonSchema>): string | undefined {
  const isText = ({ type, format, enum: values }: JsonSchema) => [type].flat().includes('string') && !format && !values
  return [...created].find(
    ([name, schema]) => key.properties[name] === undefined && isText(dereference(contract.schemas, schema) ?? schema),
  )?.[0]
}

function statesOf({ lifecycle }: Resource): string[] {
  if (!lifecycle) return []
  const { initial, transitions = {}, expires } = lifecycle
  const reached = Object.values(transitions).flatMap(({ to }) => (to === undefined ? [] : [to]))
  return [...new Set([initial, ...reached, ...(expires ? [expires.to] : [])])]
}

function listOf(lists: Operation | undefined, key: Resource) {
  const sort: Parameter | undefined = lists?.query.find(({ name }) => name === 'sort')
  const sorts = Array.isArray(sort?.schema.enum) ? sort.schema.enum.map(value => String(value).replace(/^-/, '')) : []
  return {
    search: lists?.search !== undefined,
    filters: lists?.query.flatMap(({ name }) => (key.members.includes(name) ? [name] : [])) ?? [],
    sorts: [...new Set(sorts)],
  }
}

const permissionsOf = (...operations: readonly (Operation | undefined)[]): string[] => [
  ...new Set(
    operations.flatMap(
      operation => operation?.security.flatMap(alternative => Object.values(alternative).flat()) ?? [],
    ),
  ),
]

/** Those of creating the user that a member of a key refers to, and whatever such a user refers to: a group. */
function usersManagedBy({ resources, operations }: Contract, key: Resource, member: string): string[] | null {
  const users = key.properties[member]?.refers_to ?? ''
  const others = Object.values(resources[users]?.properties ?? {}).map(({ refers_to }) => refers_to)
  const creates = [users, ...others].flatMap(name =>
    operations.filter(({ resource, does, many }) => resource === name && does === 'create' && many === undefined),
  )
  return creates.some(({ resource }) => resource === users) ? permissionsOf(...creates) : null
}

function selectionOf({ schemes }: Contract) {
  for (const [name, scheme] of Object.entries(schemes))
    if ('selects' in scheme && scheme.carrier.in === 'header')
      return { option: `${name}Id`, header: scheme.carrier.name }
  return null
}

/** That of the scheme that takes what signing in makes. */
function sessionCarrierOf({ operations, schemes }: Contract): Carrier {
  const signIn = operations.find(({ does }) => does === 'sign_in')
  const scheme = Object.values(schemes).find(
    words => 'authenticates' in words && words.authenticates === signIn?.resource,
  )
  if (!signIn || !scheme) throw new Error('Nobody can sign in.')
  return scheme.carrier
}
