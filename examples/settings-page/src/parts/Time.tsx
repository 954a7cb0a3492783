const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

interface TimeProps {
  /** RFC 3339. */
  readonly at: string | null | undefined
  /** Shown if there is no time. */
  readonly otherwise?: string
}

export function Time({ at, otherwise = 'Never' }: TimeProps) {
  if (!at) return <span className="quiet">{otherwise}</span>
  return <time dateTime={at}>{FORMAT.format(new Date(at))}</time>
}
