/** The rules of a system as plain facts, for `shop.system`. They are read from the compact contract. */

import type { Carrier } from '../../contract/carrier.ts'
import type { Contract, JsonSchema, Operation, Parameter, Resource } from '../../contract/contract.ts'
import { strings } from '../../contract/json.ts'
import { dereference } from '../../contract/ref.ts'
import { propertiesOf } from '../../contract/schema.ts'
import { selectionSchemes, sessionScheme } from '../../contract/schemes.ts'
import { showsSecret } from '../../contract/secret-form.ts'
import { scopeName } from '../../vocabulary/words/limits.ts'
import { bodyProperties, keysOf } from './keys.ts'

/**
 * The `Facts` of the SDK (src/sdk/facts.ts).
 * @throws {Error} the contract has no API keys, or no operation that signs in
 */
export function factsOf(contract: Contract) {
  const { scheme, key, operations, operation } = keysOf(contract)
  const creates = operation('create')
  const lists = operation('list')
  const updates = bodyProperties(contract, operation('update')?.body?.schema)
  const created = bodyProperties(contract, creates?.body?.schema)
  const label = [...created.properties.keys()].find(name => key.properties[name]?.label)
  const user = key.owner?.user
  const [limit] = key.limits ?? []
  const transitions = key.lifecycle?.transitions ?? {}
  const [window, windowed] = Object.entries(contract.resources).find(([, resource]) => resource.window) ?? []
  return {
    id: contract.system,
    title: contract.title,
    keySentAs: scheme.carrier,
    sessionSentAs: sessionCarrierOf(contract),
    keyActsAs: scheme.acts_as !== undefined && scheme.acts_as === user ? 'user' : 'account',
    keyGrants: scheme.grants ?? 'inherited',
    keysSeen: key.visible_to === 'owner' ? 'own' : 'account',
    userChoice:
      user === undefined || !created.properties.has(user)
        ? 'none'
        : created.required.includes(user)
          ? 'required'
          : 'optional',
    label:
      label === undefined
        ? null
        : {
            field: label,
            maxLength: maxLengthOf(contract, created.properties.get(label)),
            required: created.required.includes(label),
          },
    limit:
      limit === undefined || limit.max === null
        ? null
        : { max: limit.max, per: scopeName(limit), counts: Object.values(limit.count ?? {}).flat() },
    states: statesOf(contract, scheme.authenticates, key),
    secretShown: key.secrets.some(secret => lists && showsSecret(key.properties[secret] ?? {}, lists))
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
    clearWindow: windowed?.window?.duration ?? null,
    clearManagedBy: window === undefined ? null : clearManagedBy(contract, window),
  }
}

function maxLengthOf({ schemas }: Contract, schema: JsonSchema | undefined): number | null {
  const max = dereference(schemas, schema)?.maxLength
  return typeof max === 'number' ? max : null
}

/** The states of a resource in the order of its schema, the initial one first. */
function statesOf({ schemas }: Contract, name: string, { lifecycle }: Resource): string[] {
  if (!lifecycle) return []
  const field = dereference(schemas, propertiesOf(schemas[name])[lifecycle.field])
  return [...new Set([lifecycle.initial, ...strings(field?.enum)])]
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

/**
 * The permissions that creating a user requires: the user that a field of a key refers to, and what such a user refers
 * to, a group.
 */
function usersManagedBy({ resources, operations }: Contract, key: Resource, field: string): string[] | null {
  const users = key.properties[field]?.refers_to ?? ''
  const others = Object.values(resources[users]?.properties ?? {}).map(({ refers_to }) => refers_to)
  const creates = [users, ...others].flatMap(name =>
    operations.filter(({ resource, does, many }) => resource === name && does === 'create' && many === undefined),
  )
  return creates.some(({ resource }) => resource === users) ? permissionsOf(...creates) : null
}

/** The permissions that opening a window requires, and those of the operations that it allows. */
function clearManagedBy({ operations }: Contract, window: string) {
  return {
    window: permissionsOf(operations.find(({ resource, does }) => resource === window && does === 'open')),
    records: permissionsOf(...operations.filter(operation => operation.window === window)),
  }
}

function selectionOf(contract: Contract) {
  for (const { name, carrier, selects } of selectionSchemes(contract))
    if (carrier.in === 'header')
      return { option: `${name}Id`, header: carrier.name, ...choicesOf(contract, name, selects) }
  return null
}

/** The methods that list what can be selected, if that works without a selection. */
function choicesOf({ operations }: Contract, scheme: string, selects: string) {
  const lists = operations.find(
    ({ does, resource, security }) =>
      does === 'list' && resource === selects && security.some(alternative => !(scheme in alternative)),
  )
  return { choices: lists?.call?.split('.')[0] ?? null }
}

function sessionCarrierOf(contract: Contract): Carrier {
  const scheme = sessionScheme(contract)
  if (!scheme) throw new Error(`${contract.system} has no operation that signs in.`)
  return scheme.carrier
}
