import { onTestFinished, vi } from 'vitest'

/** A spy that gets the unhandled rejections until the test ends. */
export function unhandledRejections() {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  onTestFinished(() => void process.off('unhandledRejection', unhandled))
  return unhandled
}
