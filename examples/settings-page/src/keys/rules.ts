/** What the facts of a system mean for its keys. */
import type { ApiKey, Shop } from '../shop/shop.ts'

type System = Shop['system']

/** How a key ends: it is revoked, and may leave its record behind, or it is deleted. */
export type Ending = 'revoke' | 'delete'

const OVER = new Set(['revoked', 'expired'])

/** Whether the key can work again. */
export const isOver = ({ status }: ApiKey) => OVER.has(status)

export function endingsOf(key: ApiKey, system: System): Ending[] {
  const endings: Ending[] = []
  if (system.canRevoke && key.status !== 'revoked') endings.push('revoke')
  if (system.delete === 'any-time' || (system.delete === 'after-revoke' && key.status === 'revoked'))
    endings.push('delete')
  return endings
}

/** Whether switching keys on and off says all that there is to say of their state. */
export const isToldBySwitch = ({ canPause, states }: System) => canPause && !states.some(state => OVER.has(state))

/** Whether something is asked before a key is made. */
export function hasForm({ label, userChoice, hasExpiry, hasScopes, canPause }: System): boolean {
  return label !== null || userChoice !== 'none' || hasExpiry || hasScopes || canPause
}

/** Whether no more keys can be made, whoever they act as. */
export function isFull({ limit, userChoice }: System, { used, max }: { used: number; max: number | null }): boolean {
  const isForOthersToo = limit?.per === 'user' && userChoice !== 'none'
  return max !== null && used >= max && !isForOthersToo
}

/** How a key ends when another takes its place. */
export const retiringOf = ({ canRevoke }: System): Ending => (canRevoke ? 'revoke' : 'delete')

/** Whether a new key can stand beside the old one while it takes its place. A server that rotates keys makes room itself. */
export const canHaveTwo = ({ limit, canRotate }: System) => limit === null || limit.max > 1 || canRotate

/** The system in a few sentences. */
export function sentencesOf({ keyActsAs, limit, secretShown, canRevoke, keysSeen }: System): string {
  const acts =
    keyActsAs === 'user'
      ? 'A key acts as a user, with what that user may do.'
      : 'A key acts as the account, with all of its data.'
  const whose = keysSeen === 'own' ? ' You see your own keys.' : ''
  const shown =
    secretShown === 'once' ? ' It is shown once, when it is generated.' : ' It can be looked up here at any time.'
  const many = limit
    ? ` ${limit.max === 1 ? 'One key' : `Up to ${limit.max} keys`} per ${limit.per} can be active at a time.`
    : ''
  const ends = canRevoke ? ' Revoking a key is for good.' : ' Deleting a key revokes it at once.'
  return acts + whose + shown + many + ends
}
