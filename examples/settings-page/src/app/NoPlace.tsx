import type { SystemId } from 'latchkey'
import { NoSandbox } from '../connect/sandbox.ts'
import { Retry, State, sentenceOf } from '../parts/Failure.tsx'
import { Time } from '../parts/Time.tsx'
import { Link } from './Link.tsx'
import { inWords, toSystem } from './SystemSwitch.tsx'

interface NoPlaceProps {
  readonly error: Error
  readonly system: SystemId
  /** The system that the server has in any case. */
  readonly home: SystemId | undefined
  readonly onRetry: () => void
}

/** A system that can be chosen, and that the server does not give now. */
export function NoPlace({ error, system, home, onRetry }: NoPlaceProps) {
  const roomAt = error instanceof NoSandbox ? error.roomAt : undefined
  return (
    <State kind="error" title={`${inWords(system)} cannot be shown now`}>
      <p>{sentenceOf(error)}</p>
      {roomAt && (
        <p>
          There may be room again from <Time at={roomAt} />.
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
