import { onTestFinished, vi } from 'vitest'

/** Gets the promises that are rejected until the test ends with nobody waiting for them. */
export function unhandledRejections() {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  onTestFinished(() => void process.off('unhandledRejection', unhandled))
  return unhandled
}
