import { useAnnounce } from '../app/announce.tsx'
import { nameOf } from '../keys/names.ts'
import { useCancelRotation } from '../keys/useKeys.ts'
import { isConflict, Sentence } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

/** Keeps a key that was rotated with a grace period. */
export function CancelRotation({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const announce = useAnnounce()
  const { mutate, isPending, error } = useCancelRotation(key)
  const onSuccess = () =>
    announce(
      <>
        <bdi>{nameOf(key, system)}</bdi> is active again.
      </>,
    )
  // The button disappears with the rotation, which has ended or was cancelled elsewhere.
  const onError = (error: Error) => isConflict(error) && announce(<Sentence error={error} />)
  return (
    <div className="setting">
      <div>
        <p className="setting-title">Cancel the rotation</p>
        <p className="hint">{error ? <Sentence error={error} /> : 'Keep this key. The new key also keeps working.'}</p>
      </div>
      <button type="button" aria-busy={isPending} onClick={() => mutate(undefined, { onSuccess, onError })}>
        Cancel rotation
      </button>
    </div>
  )
}
