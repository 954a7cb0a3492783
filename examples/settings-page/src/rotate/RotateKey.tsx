import { canHaveTwo } from '../keys/rules.ts'
import { useShop } from '../shop/context.ts'

/** Starts a rotation. */
export function RotateKey({ onStart }: { readonly onStart: () => void }) {
  const { system } = useShop()
  return (
    <div className="setting">
      <div>
        <p className="setting-title">Rotate</p>
        <p className="hint">
          {canHaveTwo(system)
            ? 'Replace this key with a new one, without downtime.'
            : 'Replace this key with a new one. This key stops working first, so there is downtime.'}
        </p>
      </div>
      <button type="button" onClick={onStart}>
        Rotate…
      </button>
    </div>
  )
}
