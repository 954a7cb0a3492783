import type { SystemId } from 'latchkey'
import { SandboxUnavailableError } from '../connect/sandbox.ts'
import { Retry, State, sentenceOf } from '../parts/Failure.tsx'
import { Time } from '../parts/Time.tsx'
import { Link } from './Link.tsx'
import { inWords, toSystem } from './SystemSwitch.tsx'

interface SystemUnavailableProps {
  readonly error: Error
  readonly system: SystemId
  /** The server's own system, which is always available. */
  readonly home: SystemId | undefined
  readonly onRetry: () => void
}

/** Replaces the page of a system that is not available, and offers a way out. */
export function SystemUnavailable({ error, system, home, onRetry }: SystemUnavailableProps) {
  const retryAt = error instanceof SandboxUnavailableError ? error.retryAt : undefined
  return (
    <State kind="error" title={`${inWords(system)} is not available`}>
      <p>{sentenceOf(error)}</p>
      {retryAt && (
        <p>
          Try again after <Time at={retryAt} />.
        </p>
      )}
      <div className="buttons">
        <Retry onRetry={onRetry}>Try again</Retry>
        {home && home !== system && (
          <Link to={toSystem(home)} className="button">
            Use {inWords(home)}
          </Link>
        )}
      </div>
    </State>
  )
}
