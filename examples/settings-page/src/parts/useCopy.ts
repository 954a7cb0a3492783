import { useState } from 'react'

/** `refused`: the browser did not allow it, or there is no clipboard. */
export type CopyState = 'idle' | 'copied' | 'refused'

/** Copies a text, and says what became of it. */
export function useCopy(): readonly [CopyState, (text: string) => Promise<CopyState>] {
  const [state, setState] = useState<CopyState>('idle')
  const copy = async (text: string) => {
    const result = await write(text)
    setState(result)
    return result
  }
  return [state, copy]
}

async function write(text: string): Promise<CopyState> {
  try {
    // Pages that did not come over HTTPS have no clipboard.
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'refused'
  }
}
