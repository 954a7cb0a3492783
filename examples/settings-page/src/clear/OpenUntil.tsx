import { useEffect } from 'react'
import { Time } from '../parts/Time.tsx'
import type { KnownWindow } from './useClearWindow.ts'
import { useTimeLeft } from './useTimeLeft.ts'

interface OpenUntilProps {
  readonly window: KnownWindow
  /** Called when the window closes. */
  readonly onEnd: () => void
}

/** The time the window closes, and a countdown, which screen readers do not announce every second. */
export function OpenUntil({ window: { expires_at, endsAt }, onEnd }: OpenUntilProps) {
  const left = useTimeLeft(endsAt)
  const isOver = left === 0
  const seconds = Math.floor(left / 1000)
  useEffect(() => {
    if (isOver) onEnd()
  }, [isOver, onEnd])
  return (
    <>
      Open until <Time at={expires_at} />{' '}
      <span role="timer" aria-live="off" className="countdown">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')} left
      </span>
    </>
  )
}
