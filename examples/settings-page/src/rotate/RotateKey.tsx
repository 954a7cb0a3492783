import { useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { navigate } from '../app/location.ts'
import { nameOf } from '../keys/names.ts'
import { canHaveTwo } from '../keys/rules.ts'
import { useRefreshKeys } from '../keys/useKeys.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { RotateDialog } from './RotateDialog.tsx'

/** Starts a rotation. */
export function RotateKey({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const [isOpen, setIsOpen] = useState(false)
  const refresh = useRefreshKeys()
  const announce = useAnnounce()
  const close = (newId?: string) => {
    setIsOpen(false)
    if (newId !== undefined) {
      announce(
        <>
          <bdi>{nameOf(key, system)}</bdi> was rotated.
        </>,
      )
      navigate({ key: newId })
    }
    void refresh()
  }
  return (
    <div className="setting">
      <div>
        <p className="setting-title">Rotate</p>
        <p className="hint">
          {canHaveTwo(system)
            ? 'Replace this key with a new one, without downtime.'
            : 'Replace this key with a new one. This key must be retired first, so there is downtime.'}
        </p>
      </div>
      <button type="button" onClick={() => setIsOpen(true)}>
        Rotate…
      </button>
      {isOpen && <RotateDialog apiKey={key} onClose={close} />}
    </div>
  )
}
