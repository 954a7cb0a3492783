/** Scenarios with many credentials. */

import { asNoun, plural } from '../../../openapi/contract/prose.ts'
import type { SignIn } from '../../../openapi/contract/sign-ins.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import { applyTransition } from '../../../openapi/vocabulary/engine/transitions.ts'
import { scopeOfCaller } from '../../../openapi/vocabulary/words/limits.ts'
import type { Context } from '../../engine/context.ts'
import type { Collection } from '../../engine/store/collection.ts'
import { addRow } from '../fixtures/add-row.ts'
import type { Scenario } from '../types/scenario.ts'
import { credentialsOf, finalTransitionOf, limitOf } from './contract-rules.ts'
import { creatorOf, unsupported } from './users.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const REVOKED = 5
const TEN_THOUSAND = 10_000

export function atLimit(context: Context): Scenario {
  for (const collection of context.store.collections()) {
    const limit = limitOf(collection)
    if (!limit) continue
    const owner = creatorOf(context, collection, 'at-limit')
    const entries: Entry[] = []
    const scope = scopeOfCaller(collection.resource, limit, { user: owner.user.id, account: owner.account })
    while (collection.usage(limit, scope).used < limit.max)
      entries.push(addCredential(context, collection, owner, context.clock.now))
    return scenario(owner, collection, entries)
  }
  throw unsupported(context, 'at-limit', 'no limit on how many records may be active')
}

export function revokedHistory(context: Context): Scenario {
  const collection = credentialsOf(context)
  const transition = finalTransitionOf(collection)
  if (!transition)
    throw unsupported(context, 'revoked-history', `no final state for ${plural(asNoun(collection.resource.title))}`)
  const owner = creatorOf(context, collection, 'revoked-history')
  const entries: Entry[] = []
  for (let days = REVOKED; days > 0; days--) {
    const made = context.clock.now - days * DAY
    const entry = addCredential(context, collection, owner, made)
    revoke(context, collection, entry, transition, owner, made + 12 * HOUR)
    entries.push(entry)
  }
  entries.push(addCredential(context, collection, owner, context.clock.now))
  return scenario(owner, collection, entries)
}

/** The newest are active, as many as the limit allows. */
export function tenThousandKeys(context: Context): Scenario {
  const collection = credentialsOf(context)
  const limit = limitOf(collection)
  const transition = finalTransitionOf(collection)
  if (limit && !transition)
    throw unsupported(
      context,
      'ten-thousand-keys',
      `no final state in which ${plural(asNoun(collection.resource.title))} do not count toward the limit`,
    )
  const owner = creatorOf(context, collection, 'ten-thousand-keys')
  const entries: Entry[] = []
  for (let left = TEN_THOUSAND; left > 0; left--) {
    const made = context.clock.now - left * HOUR
    const entry = addCredential(context, collection, owner, made)
    if (limit && transition && left > limit.max) revoke(context, collection, entry, transition, owner, made + HOUR / 2)
    entries.push(entry)
  }
  return scenario(owner, collection, entries)
}

const scenario = ({ login }: SignIn<Entry>, { name }: Collection, entries: readonly Entry[]): Scenario => ({
  login,
  resource: name,
  ids: entries.map(({ id }) => id),
})

function addCredential(context: Context, collection: Collection, owner: SignIn<Entry>, made: number): Entry {
  const { tenant, user } = collection.resource.owner ?? {}
  const values: Row = {
    ...(tenant !== undefined && { [tenant]: owner.account }),
    ...(user !== undefined && { [user]: owner.user.id }),
  }
  return addRow(context, collection, values, made).entry
}

function revoke(
  context: Context,
  collection: Collection,
  entry: Entry,
  transition: string,
  owner: SignIn<Entry>,
  now: number,
): void {
  const moment = { now, actor: owner.user.id, user: owner.user.id }
  context.store.replace(collection, entry, applyTransition(collection.resource, entry.row, transition, moment))
}
