const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Resolves at the first Ctrl-C or SIGTERM; a second one, of either kind, ends the process at once. */
export function ended(): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      for (const signal of SIGNALS) process.removeListener(signal, end)
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, end)
  })
}
