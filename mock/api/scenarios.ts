import type { SignIn } from '../../openapi/contract/sign-ins.ts'
import type { Limit, Transition } from '../../openapi/contract/words.ts'
import type { Entry, Row } from '../../openapi/vocabulary/engine/record.ts'
import { applyTransition } from '../../openapi/vocabulary/engine/transitions.ts'
import { isCounted } from '../../openapi/vocabulary/words/limits.ts'
import { open as openWindow } from '../../openapi/vocabulary/words/window.ts'
import type { Context } from '../engine/context.ts'
import { commit } from '../engine/steps/commit.ts'
import type { Collection } from '../engine/store/collection.ts'
import { actingAs, allows, rolesOf } from './acting.ts'
import { addRow } from './seed.ts'
import { signIns } from './sign-in.ts'
import type { Scenario, ScenarioName } from './types/scenario.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const MANY = 10_000
/** How many credentials have a history. */
const REVOKED = 5

type Play = (context: Context) => Scenario

const SCENARIOS: Readonly<Record<ScenarioName, Play>> = {
  empty,
  'at-limit': atLimit,
  'revoked-history': revokedHistory,
  'read-only-user': readOnlyUser,
  'window-open': windowOpen,
  'ten-thousand-keys': tenThousandKeys,
}

/**
 * Brings a mock that was just reset into a state.
 * @throws {RangeError} if there is no such scenario, or the system does not support it
 */
export function playScenario(context: Context, name: string): Scenario {
  return SCENARIOS[scenarioName(name)](context)
}

/** @throws {RangeError} if there is no such scenario */
export function scenarioName(name: string): ScenarioName {
  if (isScenarioName(name)) return name
  throw new RangeError(`There is no scenario "${name}". The scenarios are ${Object.keys(SCENARIOS).join(', ')}.`)
}

const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(SCENARIOS, name)

/** All goes but those who sign in, whose they are, what they have from elsewhere, and what they select to work in. */
function empty(context: Context): Scenario {
  const { resources, schemes } = context.contract
  const principals = Object.values(resources).filter(({ principal }) => principal)
  const kept = new Set([
    ...Object.keys(resources).filter(name => resources[name]?.principal || resources[name]?.owner?.tenant === 'id'),
    ...principals.flatMap(({ properties }) => Object.values(properties).map(({ refers_to }) => refers_to)),
    ...Object.values(schemes).map(scheme => ('selects' in scheme ? scheme.selects : undefined)),
  ])
  for (const collection of context.store.collections())
    if (!kept.has(collection.name))
      for (const entry of [...collection.entries()]) context.store.remove(collection, entry)
  return { login: firstWho(context, 'empty', () => true).login, resource: null, ids: [] }
}

function atLimit(context: Context): Scenario {
  for (const collection of context.store.collections()) {
    const limit = limitOf(collection)
    if (!limit) continue
    const owner = creatorOf(context, collection, 'at-limit')
    const entries: Entry[] = []
    const scope = limit.per === 'user' ? owner.user.id : owner.account
    while (collection.usage(limit, scope).used < limit.max)
      entries.push(addCredential(context, collection, owner, context.clock.now))
    return scenario(owner, collection, entries)
  }
  throw lacks(context, 'at-limit', 'no limit on how many records may be active')
}

function revokedHistory(context: Context): Scenario {
  const collection = credentialsOf(context)
  const end = endOf(collection)
  if (!end) throw lacks(context, 'revoked-history', `no state in which ${collection.resource.title}s stay switched off`)
  const owner = creatorOf(context, collection, 'revoked-history')
  const entries: Entry[] = []
  for (let days = REVOKED; days > 0; days--) {
    const made = context.clock.now - days * DAY
    const entry = addCredential(context, collection, owner, made)
    switchOff(context, collection, entry, end, owner, made + 12 * HOUR)
    entries.push(entry)
  }
  entries.push(addCredential(context, collection, owner, context.clock.now))
  return scenario(owner, collection, entries)
}

/** Of those who may change nothing, the first one who may read most. */
function readOnlyUser(context: Context): Scenario {
  const permitted = (who: SignIn<Entry>, reads: boolean) =>
    context.contract.operations.filter(
      operation =>
        (operation.method === 'GET') === reads &&
        rolesOf(context, who, operation).length > 0 &&
        allows(context, who, operation),
    ).length
  const readings = (who: SignIn<Entry>) => (permitted(who, false) === 0 ? permitted(who, true) : 0)
  const most = Math.max(1, ...signIns(context).map(readings))
  const { login, resource, user } = firstWho(context, 'read-only-user', who => readings(who) === most)
  return { login, resource, ids: [user.id] }
}

function windowOpen(context: Context): Scenario {
  const operation = context.contract.operations.find(({ does }) => does === 'open')
  if (!operation) throw lacks(context, 'window-open', 'no window to open')
  const who = firstWho(context, 'window-open', who => allows(context, who, operation))
  const call = { operation, resource: undefined, target: undefined, selected: {}, query: {}, body: undefined }
  const plan = openWindow(context, { ...call, principal: actingAs(context, who), now: context.clock.now })
  commit(context, operation, plan)
  return { login: who.login, resource: operation.resource ?? null, ids: [who.account] }
}

/** As many are active as may be, and those the newest. */
function tenThousandKeys(context: Context): Scenario {
  const collection = credentialsOf(context)
  const limit = limitOf(collection)
  const end = endOf(collection)
  if (limit && !end)
    throw lacks(context, 'ten-thousand-keys', `no state in which ${collection.resource.title}s do not count`)
  const owner = creatorOf(context, collection, 'ten-thousand-keys')
  const entries: Entry[] = []
  for (let left = MANY; left > 0; left--) {
    const made = context.clock.now - left * HOUR
    const entry = addCredential(context, collection, owner, made)
    if (limit && end && left > limit.max) switchOff(context, collection, entry, end, owner, made + HOUR / 2)
    entries.push(entry)
  }
  return scenario(owner, collection, entries)
}

const scenario = ({ login }: SignIn<Entry>, { name }: Collection, entries: readonly Entry[]): Scenario => ({
  login,
  resource: name,
  ids: entries.map(({ id }) => id),
})

// What the contract says ------------------------------------------------------------------------------------------

/** The records that are made to send requests with: the credentials that no sign-in makes. */
function credentialsOf({ contract, store }: Context): Collection {
  const { schemes, operations } = contract
  for (const scheme of Object.values(schemes)) {
    if (!('authenticates' in scheme)) continue
    const { authenticates } = scheme
    if (operations.some(({ does, resource }) => does === 'create' && resource === authenticates))
      return store.collection(authenticates)
  }
  throw new RangeError(`The system ${contract.system} has no credentials that are made like other records.`)
}

function limitOf({ resource }: Collection): (Limit & { readonly max: number }) | undefined {
  return resource.limits?.find((limit): limit is Limit & { readonly max: number } => limit.max !== null)
}

/** The transition into a state that none but a deletion leads out of, and in which a record does not count. */
function endOf({ resource }: Collection): string | undefined {
  const { field = '', initial = '', transitions = {} } = resource.lifecycle ?? {}
  const leadsOut = (state: string) =>
    Object.values(transitions).some(({ from, to }) => to !== undefined && from.includes(state))
  const isEnd = ({ from, to }: Transition) =>
    to !== undefined &&
    from.includes(initial) &&
    !leadsOut(to) &&
    !resource.limits?.some(limit => isCounted(limit, { [field]: to }))
  return Object.keys(transitions).find(name => transitions[name] && isEnd(transitions[name]))
}

// Who and what ----------------------------------------------------------------------------------------------------

/** @throws {RangeError} where it is true of nobody who can sign in */
function firstWho(context: Context, name: ScenarioName, isWanted: (who: SignIn<Entry>) => boolean): SignIn<Entry> {
  const found = signIns(context).find(isWanted)
  if (!found) throw lacks(context, name, 'nobody to sign in who fits')
  return found
}

function creatorOf(context: Context, { name }: Collection, scenario: ScenarioName): SignIn<Entry> {
  const create = context.contract.operations.find(({ does, resource }) => does === 'create' && resource === name)
  return firstWho(context, scenario, who => create === undefined || allows(context, who, create))
}

function addCredential(context: Context, collection: Collection, owner: SignIn<Entry>, made: number): Entry {
  const { tenant, user } = collection.resource.owner ?? {}
  const values: Row = {
    ...(tenant !== undefined && { [tenant]: owner.account }),
    ...(user !== undefined && { [user]: owner.user.id }),
  }
  return addRow(context, collection, values, made).entry
}

function switchOff(
  context: Context,
  collection: Collection,
  entry: Entry,
  end: string,
  owner: SignIn<Entry>,
  now: number,
): void {
  const moment = { now, actor: owner.user.id }
  context.store.replace(collection, entry, applyTransition(collection.resource, entry.row, end, moment))
}

function lacks({ contract }: Context, scenario: ScenarioName, what: string): RangeError {
  return new RangeError(`The system ${contract.system} cannot be in the scenario "${scenario}": it has ${what}.`)
}
