import { useShop } from '../shop/context.ts'
import type { KeyPage } from '../shop/shop.ts'

interface LimitNoteProps {
  /** Undefined until it is known; its line is kept free. */
  readonly limit: KeyPage['limits']['active'] | undefined
}

/** How many keys are active, where there is a limit, and what to do when it is reached. */
export function LimitNote({ limit }: LimitNoteProps) {
  const { system } = useShop()
  if (!system.limit) return null
  const { used = 0, max } = limit ?? {}
  if (!max) return <p className="limit">&nbsp;</p>
  return (
    <p className={used >= max ? 'limit limit-reached' : 'limit'}>
      {used} of {max} active{used >= max && ': revoke one first'}
    </p>
  )
}
