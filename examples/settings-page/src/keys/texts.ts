/** Texts about keys, derived from the facts of a system and from the keys. */
import { relativeTimeOf } from '../parts/relative-time.ts'
import type { ApiKey, KeyPage, Shop, User } from '../shop/shop.ts'
import { listOf, wordOf } from './names.ts'
import { type Ending, isOver, isPaused, isRecentlyUsed, retiringOf } from './rules.ts'

type System = Shop['system']

/** Describes the system in a few sentences. */
export function sentencesOf(system: System): string {
  const { limit, secretShown, canRevoke, keysSeen } = system
  const whose = keysSeen === 'own' ? ' You can see only your own keys.' : ''
  const shown =
    secretShown === 'once'
      ? ' The secret is shown once, when the key is generated.'
      : ' The secret is always shown here.'
  const many = limit
    ? ` ${limit.max === 1 ? 'One key' : `Up to ${limit.max} keys`} per ${limit.per} can be ${listOf(limit.counts, 'or')} at a time.`
    : ''
  const ends = canRevoke ? ' Revoking a key is permanent.' : ' Deleting a key revokes it immediately.'
  return abilityOf(system) + whose + shown + many + ends
}

/** What a key can do, with a warning if nothing limits it. */
function abilityOf({ keyActsAs, keyGrants, hasScopes }: System): string {
  if (keyGrants === 'all')
    return `A key has full access${keyActsAs === 'user' ? ', whatever its user can do' : ''}: ${WARNING}`
  return `A key acts as a ${keyActsAs}, with the permissions of that ${keyActsAs}${hasScopes ? ', or fewer' : ''}.`
}

const WARNING = 'never expose it in client-side code or a public repository.'

/** How to keep a secret safe. */
export function adviceOf({ keyGrants }: System): string {
  const advice = 'Store it in a secrets manager or an environment variable'
  return keyGrants === 'all' ? `${advice}, and ${WARNING}` : `${advice}, never in code.`
}

/** How much of the limit is used, and what to do when it is reached; undefined if there is no limit. */
export function limitNoteOf(system: System, { used, max }: KeyPage['limits']['active']): string | undefined {
  const { limit } = system
  if (!limit || max === null) return undefined
  const count = `${used} of ${max} ${listOf(limit.counts, 'or')}`
  // The list can also show the keys of others, but the server counts those of the caller.
  const whose = system.userChoice === 'none' ? 'Your keys' : 'Acting as you'
  const note = limit.per === 'user' ? `${whose}: ${count}` : count
  return used < max ? note : `${note}. ${wordOf(retiringOf(system))} one first.`
}

/**
 * Why the user cannot generate keys; undefined if they can.
 * @param permissions those of the user
 */
export function denialOf(system: System, permissions: readonly string[]): string | undefined {
  const { read, write } = system.managedBy
  const need = needOf(`generate or ${retiringOf(system)} keys`, write, permissions)
  return need && missingOf(read, permissions).length === 0 ? `You can view keys. ${need}` : need
}

/**
 * What the user lacks to do something; undefined if nothing.
 * @param what follows `To`
 */
export function needOf(what: string, needed: readonly string[], permissions: readonly string[]): string | undefined {
  const missing = missingOf(needed, permissions)
  return missing.length > 0 ? `To ${what}, you need ${listOf(missing, 'and')}.` : undefined
}

const missingOf = (needed: readonly string[], permissions: readonly string[]) =>
  needed.filter(permission => !permissions.includes(permission))

/** Why one would generate a key, in a list without keys. */
export function emptyHintOf(system: System): string {
  return system.limit?.max === 1
    ? 'Generate a key for a script or an integration.'
    : `Generate a key for each script or integration, so that you can ${retiringOf(system)} one without affecting the others.`
}

/** Why a key may not be found. */
export function notFoundTextOf({ delete: deletes, keysSeen }: System): string {
  const other = `belong to another ${keysSeen === 'own' ? 'user' : 'account'}`
  return deletes === 'never' ? `It may ${other}.` : `It may have been deleted, or ${other}.`
}

/**
 * The time until a key is retired: `58 min`, `3 days`; undefined if it is over.
 * @param at RFC 3339
 * @param now milliseconds since 1970
 */
export function timeLeftOf(at: string, now: number): string | undefined {
  const left = Date.parse(at) - now
  if (!(left > 0)) return undefined
  const minutes = Math.max(1, Math.round(left / 60_000))
  const hours = Math.round(minutes / 60)
  if (minutes <= 90) return `${minutes} min`
  return hours <= 36 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

/** The permissions that a key is limited to. */
export function scopesTextOf({ scopes }: Pick<ApiKey, 'scopes'>): string {
  if (!scopes) return 'All permissions of the user'
  return scopes.length > 0 ? scopes.join(', ') : 'None'
}

/** The user that a key acts as. */
export function actingTextOf(key: ApiKey, user: User | undefined): string {
  const name = user?.name ?? 'Another user'
  return isDisabled(user) || isBlocked(key, user) ? `${name} (disabled)` : name
}

/** The status of a key. A key that could be used, but whose user is disabled, is rejected. */
export function statusTextOf(key: ApiKey, user: User | undefined): string {
  const status = wordOf(key.status)
  return isBlocked(key, user) ? `${status}, but its user is disabled` : status
}

/** What follows from choosing a disabled user for a new key. */
export function disabledTextOf(user: User): string | undefined {
  return isDisabled(user) ? ' This user is disabled, so no key can be generated for them.' : undefined
}

/**
 * The consequences of revoking or deleting keys.
 * @param users the known users that the keys act as
 */
export function consequencesOf(keys: readonly ApiKey[], how: Ending, users: readonly User[] = []): string {
  const isOne = keys.length === 1
  const works = keys.filter(key => isUsable(key) && !isBlocked(key, userOf(key, users)))
  const who = isOne ? 'It' : `${works.length === keys.length ? 'All' : works.length} of them`
  const verb = works.length === 1 ? 'stops' : 'stop'
  const stops = works.length > 0 ? `${who} ${verb} working immediately: the next request is rejected.` : ''
  const isResumable = keys.some(key => !isOver(key) && !works.includes(key))
  const stays = isResumable ? ` ${isOne ? 'It' : works.length > 0 ? 'The others' : 'They'} can never work again.` : ''
  const records = isOne ? 'Its record is' : 'Their records are'
  return `${stops}${stays} ${records} ${how === 'revoke' ? 'kept' : 'deleted'}. This cannot be undone.`.trim()
}

/**
 * Who would notice that keys are revoked or deleted; undefined if none was used lately.
 * @param now milliseconds since 1970
 */
export function inUseTextOf(keys: readonly ApiKey[], now: number): string | undefined {
  const [one, ...others] = keys.filter(key => isRecentlyUsed(key, now) && isUsable(key))
  if (!one?.last_used_at) return undefined
  if (keys.length === 1)
    return `It was used ${relativeTimeOf(one.last_used_at, now)}. Programs that still use it will fail.`
  const count = others.length + 1
  return `${count} of them ${count === 1 ? 'was' : 'were'} used in the last 24 hours. Programs that still use them will fail.`
}

const isUsable = (key: Pick<ApiKey, 'status' | 'enabled'>) => !isOver(key) && !isPaused(key)
const isDisabled = (user: User | undefined) => user?.enabled === false
/** Whether a key is rejected because of its user. The key says so to people who cannot see the user. */
const isBlocked = (key: ApiKey, user: User | undefined) => isUsable(key) && (key.works === false || isDisabled(user))

/** The user that a key acts as, if it is known. */
export const userOf = ({ user_id: id }: Pick<ApiKey, 'user_id'>, users: readonly User[] | undefined) =>
  users?.find(user => user.id === id)
