import type { Secret } from 'latchkey'
import { type ReactNode, useState } from 'react'
import { CopyButton } from '../parts/CopyButton.tsx'

interface KeptSecretProps {
  readonly secret: Secret
  /** The name of the key. */
  readonly name: string
  /** Shown in place of the secret until the user reveals it. */
  readonly children?: ReactNode
}

/** A secret that the server can show again. It is masked at first, and can be copied without being revealed. */
export function KeptSecret({ secret, name, children }: KeptSecretProps) {
  const [isRevealed, setIsRevealed] = useState(false)
  const word = isRevealed ? 'Hide' : 'Reveal'
  return (
    <span className="kept-secret">
      {isRevealed ? <code>{secret.reveal()}</code> : children}
      <button type="button" aria-label={`${word} ${name}`} onClick={() => setIsRevealed(!isRevealed)}>
        {word}
      </button>
      <CopyButton text={secret} label={`Copy ${name}`} />
    </span>
  )
}
