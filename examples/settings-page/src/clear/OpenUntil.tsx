import { useEffect } from 'react'
import { Time } from '../parts/Time.tsx'
import { useSecondsUntil } from './useSecondsUntil.ts'

interface OpenUntilProps {
  readonly time: string | null
  /** The time has come. */
  readonly onEnd: () => void
}

/** Until when the window is open, and how long that is still. Each second is shown, and none of them is read aloud. */
export function OpenUntil({ time, onEnd }: OpenUntilProps) {
  const seconds = useSecondsUntil(time)
  const isOver = seconds === 0
  useEffect(() => {
    if (isOver) onEnd()
  }, [isOver, onEnd])
  return (
    <>
      Open until <Time at={time} />{' '}
      <span role="timer" aria-live="off" className="countdown">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')} left
      </span>
    </>
  )
}
