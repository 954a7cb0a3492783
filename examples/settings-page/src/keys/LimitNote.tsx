import { useShop } from '../shop/context.ts'
import type { KeyPage } from '../shop/shop.ts'

interface LimitNoteProps {
  /** Undefined while it is loading; the line is reserved. */
  readonly limit: KeyPage['limits']['active'] | undefined
}

/** The number of active keys if there is a limit, and a hint when it is reached. */
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
