import { useState } from 'react'
import { EndKeyDialog } from '../keys/EndKeyDialog.tsx'
import { retiringOf } from '../keys/rules.ts'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

interface EndNowProps {
  /** The old key. */
  readonly apiKey: ApiKey
  readonly children: string
}

/** Retires the old key of a rotation before its time. */
export function EndNow({ apiKey: key, children }: EndNowProps) {
  const { system } = useShop()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" aria-label={`${children}: ${key.redacted}`} onClick={() => setIsOpen(true)}>
        {children}
      </button>
      {isOpen && (
        <EndKeyDialog
          keys={[key]}
          how={retiringOf(system)}
          onClose={() => setIsOpen(false)}
          // The button disappears with the rotation.
          onEnded={() => document.querySelector('h1')?.focus()}
        />
      )}
    </>
  )
}
