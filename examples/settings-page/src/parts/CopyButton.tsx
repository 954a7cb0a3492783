import type { Secret } from 'latchkey'
import { useAnnounce } from '../app/announce.tsx'
import { useCopy } from './useCopy.ts'

interface CopyButtonProps {
  readonly text: Secret
  readonly label: string
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const [, copy] = useCopy()
  const announce = useAnnounce()
  const click = async () => {
    const isCopied = (await copy(text.reveal())) === 'copied'
    announce(isCopied ? 'Copied.' : 'The browser blocked the clipboard. Select the key and copy it manually.')
  }
  return (
    <button type="button" aria-label={label} onClick={click}>
      Copy
    </button>
  )
}
