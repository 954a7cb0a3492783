import { useState } from 'react'

/** `refused`: the browser has no clipboard, or blocks it. */
export type CopyState = 'idle' | 'copied' | 'refused'

/** Copies a text, and returns whether it worked. */
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
    // Pages without HTTPS have no clipboard.
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'refused'
  }
}
