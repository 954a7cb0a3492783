/** Rules for keys, derived from the facts of a system. */
import type { ApiKey, Shop } from '../shop/shop.ts'

type System = Shop['system']

/** How to retire a key: revoke it and keep its record, or delete it. */
export type Ending = 'revoke' | 'delete'

const OVER = new Set(['revoked', 'expired'])

/** Whether the key can never work again. */
export const isOver = ({ status }: Pick<ApiKey, 'status'>) => OVER.has(status)

/** Whether the key is rejected until it is resumed. */
export const isPaused = (key: Pick<ApiKey, 'status' | 'enabled'>) => key.enabled === false && !isOver(key)

/** Whether the key was rotated, and still works for its grace period. */
export const isRetiring = ({ retires_at, revoked_at }: ApiKey) => Boolean(retires_at && !revoked_at)

const DAY = 24 * 60 * 60 * 1000

/**
 * Whether the key was used less than a day ago.
 * @param now milliseconds since 1970
 */
export const isRecentlyUsed = ({ last_used_at: at }: Pick<ApiKey, 'last_used_at'>, now: number) =>
  Boolean(at && now - Date.parse(at) < DAY)

/** Whether the key can be paused and resumed. */
export const canSwitch = (key: ApiKey) => !isOver(key) && !isRetiring(key)

export function endingsOf(key: ApiKey, system: System): Ending[] {
  const endings: Ending[] = []
  if (system.canRevoke && key.status !== 'revoked') endings.push('revoke')
  if (system.delete === 'any-time' || (system.delete === 'after-revoke' && key.status === 'revoked'))
    endings.push('delete')
  return endings
}

/** Whether a new key has any settings. */
export function hasForm({ label, userChoice, hasExpiry, hasScopes, canPause }: System): boolean {
  return label !== null || userChoice !== 'none' || hasExpiry || hasScopes || canPause
}

/** Whether no more keys can be created for any user. */
export function isFull(system: System, { used, max }: { used: number; max: number | null }): boolean {
  return max !== null && used >= max && !isForOthersToo(system)
}

/** Whether a user who has reached the limit can still create keys, for other users. */
export const isForOthersToo = ({ limit, userChoice }: System) => limit?.per === 'user' && userChoice !== 'none'

/** How a key is retired after it was replaced. */
export const retiringOf = ({ canRevoke }: System): Ending => (canRevoke ? 'revoke' : 'delete')

/** Whether the key can be rotated in its present state. */
export const canRotateNow = ({ status }: ApiKey, { states }: System) => status === states[0]

/** Whether the old and the new key can both be active during a rotation. A rotate operation of the server may exceed the limit. */
export const canHaveTwo = ({ limit, canRotate }: System) => limit === null || limit.max > 1 || canRotate
