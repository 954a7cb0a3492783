import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useAnnounce } from '../app/announce.tsx'
import { navigate } from '../app/location.ts'
import { nameOf } from '../keys/names.ts'
import { useRefreshKeys } from '../keys/useKeys.ts'
import { later } from '../parts/later.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

const RotateDialog = later(() => import('./RotateDialog.tsx').then(({ RotateDialog }) => RotateDialog))

/**
 * The dialog with the steps of a rotation. Render it where it stays: the button that opens it may disappear when the key
 * changes.
 */
export function useRotateDialog(key: ApiKey): { readonly open: () => void; readonly dialog: ReactNode } {
  const { system } = useShop()
  const [isOpen, setIsOpen] = useState(false)
  const refresh = useRefreshKeys()
  const announce = useAnnounce()
  useEffect(() => void RotateDialog.preload(), [])
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
  return {
    open: () => setIsOpen(true),
    dialog: <Suspense>{isOpen && <RotateDialog apiKey={key} onClose={close} />}</Suspense>,
  }
}
