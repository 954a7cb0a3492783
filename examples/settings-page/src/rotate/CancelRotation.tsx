import { useAnnounce } from '../app/announce.tsx'
import { nameOf } from '../keys/names.ts'
import { useCancelRotation } from '../keys/useKeys.ts'
import { Sentence } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

/** Keeps a key that was rotated with a grace period. */
export function CancelRotation({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const announce = useAnnounce()
  const { mutate, isPending, error } = useCancelRotation(key)
  return (
    <div className="setting">
      <div>
        <p className="setting-title">Cancel the rotation</p>
        <p className="hint">{error ? <Sentence error={error} /> : 'Keep this key. The new key also keeps working.'}</p>
      </div>
      <button
        type="button"
        aria-busy={isPending}
        onClick={() => mutate(undefined, { onSuccess: () => announce(`${nameOf(key, system)} is active again.`) })}
      >
        Cancel rotation
      </button>
    </div>
  )
}
