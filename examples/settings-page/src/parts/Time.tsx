import { relativeTimeOf } from './relative-time.ts'
import { useNow } from './useNow.ts'

/** Created when it is first needed, like that of relative times. */
let format: Intl.DateTimeFormat | undefined

function dateOf(at: string): string {
  format ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(new Date(at))
}

interface TimeProps {
  /** RFC 3339. */
  readonly at: string | null | undefined
  /** Shown if there is no time. */
  readonly otherwise?: string
}

export function Time({ at, otherwise = 'Never' }: TimeProps) {
  if (!at) return <span className="quiet">{otherwise}</span>
  return <time dateTime={at}>{dateOf(at)}</time>
}

/** `2 minutes ago`, with the date as its title. */
export function RelativeTime({ at, otherwise = 'Never' }: TimeProps) {
  const now = useNow()
  if (!at) return <span className="quiet">{otherwise}</span>
  return (
    <time dateTime={at} title={dateOf(at)}>
      {relativeTimeOf(at, now)}
    </time>
  )
}
