import { useShop } from '../shop/context.ts'
import type { KeyPage } from '../shop/shop.ts'
import { isFull } from './rules.ts'

/** How many keys are active, where there is a limit, and what to do when it is reached. */
export function LimitNote({ used, max }: KeyPage['limits']['active']) {
  const { system } = useShop()
  if (max === null) return null
  const advice = isFull(system, { used, max }) ? ': revoke one first' : ': revoke one first, or choose another user'
  return (
    <p className={used >= max ? 'limit limit-reached' : 'limit'}>
      {used} of {max} active{used >= max && advice}
    </p>
  )
}
