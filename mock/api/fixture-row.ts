import type { JsonSchema } from '../../openapi/contract/contract.ts'
import { formatTime, parseDuration } from '../../openapi/contract/time.ts'
import type { Principal } from '../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../openapi/vocabulary/engine/record.ts'
import { applyTransition } from '../../openapi/vocabulary/engine/transitions.ts'
import { guard as guardLifecycle } from '../../openapi/vocabulary/words/lifecycle.ts'
import { isVisible } from '../../openapi/vocabulary/words/owner.ts'
import type { Moment } from '../../openapi/vocabulary/words/set.ts'
import { planRow } from '../engine/acts/create.ts'
import type { Context } from '../engine/context.ts'
import { checkFields } from '../engine/rules/fields.ts'
import { inUtc } from '../engine/rules/times.ts'
import { describeSchemaError } from '../engine/steps/schema-error.ts'
import type { Collection } from '../engine/store/collection.ts'
import { withHashes } from '../engine/store/store.ts'
import { sample } from '../engine/values/sample.ts'
import { fixtureSchemaOf } from './fixture-schema.ts'
import { SeedError } from './seed-error.ts'
import { signIns } from './sign-in.ts'

/**
 * The row of a record to seed, by the rules by which the system would make it, less its secrets and an id that is minted.
 * @param values what it is to have; the rest gets its default, or is made up
 * @param now milliseconds since 1970: when it is made
 * @throws {SeedError} all that is wrong, each with a JSON pointer
 * @throws {Refusal} where no transition leads to its state
 */
export function fixtureRow(context: Context, collection: Collection, values: Row, now: number): Row {
  const { name, resource } = collection
  const { schema, needed } = fixtureSchemaOf(context.contract, name, resource)
  const given = structuredClone(values)
  const errors = context.schemas.checkRequest(schema, given) ?? []
  guard(errors.map(error => describeSchemaError('body', error)))
  const principal = makerOf(context, collection, given)
  const moment = { now, actor: principal.actor }
  const written = inUtc(context, name, given)
  const { [resource.lifecycle?.field ?? '']: state, ...rest } = written
  const isState = (property: string) => resource.properties[property]?.transition !== undefined
  const planned = planRow(
    collection,
    { principal, selected: {}, now },
    isState(resource.lifecycle?.field ?? '') ? written : rest,
  )
  guardLifecycle(context, { changes: [{ does: 'insert', resource: name, ...planned }] })
  const stated = { ...inState(collection, planned.after, state, moment), ...idOf(collection, principal) }
  const kept = Object.entries(written).filter(([member]) => !isState(member))
  const row = complete(context, collection, { ...stated, ...Object.fromEntries(kept) }, needed, principal, now)
  guard([...takenId(collection, row), ...checkFields(context, collection, row, undefined, principal, now)])
  return withHashes(collection, row)
}

function guard(errors: readonly { readonly pointer: string; readonly message: string }[]): void {
  if (errors.length > 0) throw new SeedError(errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()))
}

/** Whose record it becomes: of the account and the user that it names, else of the first who can sign in. */
function makerOf(context: Context, { resource: { owner } }: Collection, values: Row): Principal {
  const all = signIns(context)
  const named = owner?.user === undefined ? undefined : values[owner.user]
  const tenant = owner && (values[owner.tenant] ?? all.find(({ user }) => user.id === named)?.account)
  const maker =
    all.find(({ user }) => user.id === named) ?? all.find(({ account }) => tenant === undefined || account === tenant)
  if (owner?.tenant === 'id' && tenant === undefined) guard([{ pointer: '/id', message: 'is required' }])
  const account = String(tenant ?? maker?.account)
  return {
    scheme: '',
    kind: 'seed',
    credential: { resource: maker?.resource ?? '', entry: maker?.user ?? { id: account, seq: 0, row: {} } },
    account,
    user: maker?.user.id ?? null,
    actor: maker?.user.id ?? account,
    permissions: new Set(),
    isNarrowed: false,
  }
}

/** In a state, by the transition that leads there, with its stamps; or simply in it, where none does. */
function inState({ resource }: Collection, row: Row, state: unknown, moment: Moment): Row {
  const { field, transitions = {} } = resource.lifecycle ?? {}
  if (field === undefined || state === undefined || row[field] === state) return row
  const way = Object.entries(transitions).find(([, { from, to }]) => to === state && from.includes(String(row[field])))
  return way ? applyTransition(resource, row, way[0], moment) : { ...row, [field]: state }
}

/** The id of a record whose id is not minted. */
function idOf(collection: Collection, { account }: Principal): Row {
  const { id, window, idType } = collection.resource
  if (id) return {}
  if (window) return { id: account }
  if (idType === 'string') return {}
  return { id: Math.max(0, ...[...collection.entries()].map(({ row }) => Number(row.id))) + 1 }
}

function takenId(collection: Collection, { id }: Row) {
  if (id === undefined) return collection.resource.id ? [] : [{ pointer: '/id', message: 'is required' }]
  return collection.get(String(id)) ? [{ pointer: '/id', message: 'is already taken' }] : []
}

/** What is still missing: made up, like a record that the contract seeds where there is one. */
function complete(
  context: Context,
  collection: Collection,
  row: Row,
  needed: readonly string[],
  principal: Principal,
  now: number,
): Row {
  const { resource } = collection
  const count = collection.sequence + 1
  const seeds = (resource.seed ?? []).filter(seed => seed[resource.owner?.tenant ?? ''] === principal.account)
  const like = seeds[(count - 1) % seeds.length]
  const made: Record<string, unknown> = { ...row }
  for (const member of needed.filter(member => row[member] === undefined)) {
    const words = resource.properties[member]
    if (words?.refers_to !== undefined) made[member] = referred(context, words.refers_to, member, principal)
    else if (resource.lifecycle?.expires?.field === member && resource.lifecycle.expires.after !== undefined)
      made[member] = formatTime(now + parseDuration(resource.lifecycle.expires.after))
    else {
      const value = like?.[member] ?? madeUp(context, collection, member, count, now)
      made[member] = words?.unique ? unlike(value, count) : value
    }
  }
  return made
}

/** The first one that there is. */
function referred(context: Context, name: string, member: string, principal: Principal): unknown {
  const collection = context.store.collection(name)
  for (const { row } of collection.entries()) if (isVisible(collection.resource, row, principal)) return row.id
  throw new SeedError([`/${member} is required: there is no ${collection.resource.title} to refer to`])
}

function madeUp(
  { contract }: Context,
  { name, resource }: Collection,
  member: string,
  count: number,
  now: number,
): unknown {
  const { properties } = fixtureSchemaOf(contract, name, resource).schema as { properties: Record<string, JsonSchema> }
  const options = { schemas: contract.schemas, text: `${resource.title} ${count}`, time: formatTime(now) }
  return sample(properties[member] ?? {}, options)
}

/** Another value of the same form: `admin@north.example` becomes `admin-6@north.example`. */
function unlike(value: unknown, count: number): unknown {
  return typeof value === 'string' ? value.replace(/(?=@)|$/, `-${count}`) : value
}
