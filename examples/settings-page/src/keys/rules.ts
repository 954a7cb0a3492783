/** Rules for keys, derived from the facts of a system. */
import type { ApiKey, Shop } from '../shop/shop.ts'

type System = Shop['system']

/** How to retire a key: revoke it and keep its record, or delete it. */
export type Ending = 'revoke' | 'delete'

const OVER = new Set(['revoked', 'expired'])

/** Whether the key can never work again. */
export const isOver = ({ status }: ApiKey) => OVER.has(status)

/** Whether the key was rotated, and still works for its grace period. */
export const isRetiring = ({ retires_at, revoked_at }: ApiKey) => Boolean(retires_at && !revoked_at)

/** Whether the key can be paused and resumed. */
export const canSwitch = (key: ApiKey) => !isOver(key) && !isRetiring(key)

export function endingsOf(key: ApiKey, system: System): Ending[] {
  const endings: Ending[] = []
  if (system.canRevoke && key.status !== 'revoked') endings.push('revoke')
  if (system.delete === 'any-time' || (system.delete === 'after-revoke' && key.status === 'revoked'))
    endings.push('delete')
  return endings
}

/** Whether the switch shows the whole state of a key. */
export const isShownBySwitch = ({ canPause, states }: System) => canPause && !states.some(state => OVER.has(state))

/** Whether a new key has any settings. */
export function hasForm({ label, userChoice, hasExpiry, hasScopes, canPause }: System): boolean {
  return label !== null || userChoice !== 'none' || hasExpiry || hasScopes || canPause
}

/** Whether no more keys can be created for any user. */
export function isFull({ limit, userChoice }: System, { used, max }: { used: number; max: number | null }): boolean {
  const isForOthersToo = limit?.per === 'user' && userChoice !== 'none'
  return max !== null && used >= max && !isForOthersToo
}

/** How a key is retired after it was replaced. */
export const retiringOf = ({ canRevoke }: System): Ending => (canRevoke ? 'revoke' : 'delete')

/** Whether the old and the new key can both be active during a rotation. A rotate operation of the server may exceed the limit. */
export const canHaveTwo = ({ limit, canRotate }: System) => limit === null || limit.max > 1 || canRotate

/** Describes the system in a few sentences. */
export function sentencesOf({ keyActsAs, limit, secretShown, canRevoke, keysSeen }: System): string {
  const acts =
    keyActsAs === 'user'
      ? 'A key acts as a user, with the permissions of that user.'
      : 'A key acts as the account, with access to all of its data.'
  const whose = keysSeen === 'own' ? ' You can see only your own keys.' : ''
  const shown =
    secretShown === 'once'
      ? ' The secret is shown once, when the key is generated.'
      : ' The secret is always shown here.'
  const many = limit
    ? ` ${limit.max === 1 ? 'One key' : `Up to ${limit.max} keys`} per ${limit.per} can be active at a time.`
    : ''
  const ends = canRevoke ? ' Revoking a key is permanent.' : ' Deleting a key revokes it immediately.'
  return acts + whose + shown + many + ends
}
