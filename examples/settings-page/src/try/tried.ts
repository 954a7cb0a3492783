import type { Shop } from '../shop/shop.ts'

/** What was entered in "Try a key". */
export interface Tried {
  readonly key: string
  readonly resource: string
  /** The id for the system's selection header; empty if it was not entered. */
  readonly selected: string
}

/** In memory only, and by the client of the signed-in user: it is gone when the page is left or another user signs in. */
const TRIED = new WeakMap<Shop, Tried>()

/** What the user entered last. */
export const triedIn = (shop: Shop): Tried | undefined => TRIED.get(shop)

export function keepTried(shop: Shop, tried: Tried): void {
  TRIED.set(shop, tried)
}
