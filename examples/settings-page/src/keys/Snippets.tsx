import type { Secret } from 'latchkey'
import { Tabs } from '../parts/Tabs.tsx'
import { useCopy } from '../parts/useCopy.ts'
import { useSignedIn } from '../shop/context.ts'
import { curlOf, programOf, VARIABLE } from './snippets.ts'

interface SnippetsProps {
  readonly secret: Secret
  /** Called when a line with the secret was copied. */
  readonly onCopied: () => void
}

/** What to paste where the key is needed: the line with the secret, and requests that read it. */
export function Snippets({ secret, onCopied }: SnippetsProps) {
  const { shop, place } = useSignedIn()
  const { system } = shop
  return (
    <Tabs
      label="Use the key"
      tabs={[
        { name: '.env', content: <Snippet text={`${VARIABLE}=${secret.reveal()}`} onCopied={onCopied} /> },
        { name: 'curl', content: <Snippet text={curlOf(system, place.baseUrl)} /> },
        { name: 'SDK', content: <Snippet text={programOf(system, place.baseUrl)} /> },
      ]}
    />
  )
}

interface SnippetProps {
  readonly text: string
  readonly onCopied?: () => void
}

function Snippet({ text, onCopied }: SnippetProps) {
  const [state, copy] = useCopy()
  const click = async () => {
    if ((await copy(text)) === 'copied') onCopied?.()
  }
  return (
    <div className="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={click} aria-label="Copy these lines">
        {state === 'copied' ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
