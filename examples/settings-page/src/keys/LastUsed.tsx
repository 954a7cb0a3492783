import { RelativeTime } from '../parts/Time.tsx'
import { useNow } from '../parts/useNow.ts'
import type { ApiKey } from '../shop/shop.ts'
import { isRecentlyUsed } from './rules.ts'

/** When a key was last used. It stands out if that was less than a day ago: something may depend on the key. */
export function LastUsed({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const now = useNow()
  return (
    <span className={isRecentlyUsed(key, now) ? 'recent' : undefined}>
      <RelativeTime at={key.last_used_at} />
    </span>
  )
}

/** The same as a sentence. */
export function LastUsedText({ apiKey: key }: { readonly apiKey: ApiKey }) {
  if (!key.last_used_at) return 'Never used'
  return (
    <>
      Last used <LastUsed apiKey={key} />
    </>
  )
}
