import { useShop } from '../shop/context.ts'
import type { KeyPage } from '../shop/shop.ts'
import { limitNoteOf } from './texts.ts'

interface LimitNoteProps {
  /** Undefined while it is loading; the line is reserved. */
  readonly limit: KeyPage['limits']['active'] | undefined
}

/** The number of keys in use if there is a limit, and a hint when it is reached. */
export function LimitNote({ limit }: LimitNoteProps) {
  const { system } = useShop()
  if (!system.limit) return null
  if (!limit) return <p className="limit">&nbsp;</p>
  const isReached = limit.max !== null && limit.used >= limit.max
  return <p className={isReached ? 'limit limit-reached' : 'limit'}>{limitNoteOf(system, limit)}</p>
}
