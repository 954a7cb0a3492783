import { isLatchkeyError } from 'latchkey'
import type { ReactNode } from 'react'

/** What went wrong, in a sentence: the server's own, where it said one. */
export function sentenceOf(error: unknown): string {
  if (!isLatchkeyError(error)) return error instanceof Error ? error.message : String(error)
  switch (error.code) {
    case 'connection_failed':
      return 'The server could not be reached. Nothing is lost: try again.'
    case 'timed_out':
      return 'The server took too long to answer. Nothing is lost: try again.'
    case 'active_key_limit_reached':
      return `${error.problem.used} of ${error.problem.limit} keys are active: revoke one first.`
    default:
      return error.problem?.detail ?? error.problem?.title ?? error.message
  }
}

/** Whether there was no answer at all. */
export function isUnreachable(error: unknown): boolean {
  return isLatchkeyError(error) && (error.code === 'connection_failed' || error.code === 'timed_out')
}

/** Whether nobody is signed in any more. */
export function isSessionEnd(error: unknown): boolean {
  return isLatchkeyError(error) && error.code === 'invalid_session'
}

/** A refusal or a failure beside the control that caused it. */
export function Problem({ error }: { readonly error: unknown }) {
  return (
    <div role="alert" className="problem">
      {error ? <p>{sentenceOf(error)}</p> : null}
    </div>
  )
}

interface FailureProps {
  readonly error: unknown
  readonly onRetry: () => void
}

/** In place of what could not be loaded: not allowed, not reachable, or gone wrong. Each has a way on. */
export function Failure({ error, onRetry }: FailureProps) {
  if (isLatchkeyError(error) && error.code === 'permission_denied') {
    return (
      <State kind="forbidden" title="You may not see this">
        <p>
          It takes the permission{' '}
          {error.problem.required.map(permission => (
            <code key={permission}>{permission}</code>
          ))}
          . Ask an administrator of your account, then check again.
        </p>
        <Retry onRetry={onRetry}>Check again</Retry>
      </State>
    )
  }
  if (isUnreachable(error)) {
    return (
      <State kind="offline" title="The server cannot be reached">
        <p>Check your connection. Your keys work on as they are.</p>
        <Retry onRetry={onRetry}>Try again</Retry>
      </State>
    )
  }
  if (isLatchkeyError(error) && error.code === 'not_found') {
    return (
      <State kind="empty" title="There is no such key">
        <p>It may have been deleted, or belong to somebody else.</p>
        <Retry onRetry={onRetry}>Look again</Retry>
      </State>
    )
  }
  const requestId = isLatchkeyError(error) ? error.requestId : undefined
  return (
    <State kind="error" title="Something went wrong">
      <p>{sentenceOf(error)}</p>
      {requestId && (
        <p>
          If it stays so, tell support the request <code>{requestId}</code>.
        </p>
      )}
      <Retry onRetry={onRetry}>Try again</Retry>
    </State>
  )
}

export function Retry({ onRetry, children }: Pick<FailureProps, 'onRetry'> & { readonly children: ReactNode }) {
  return (
    <button type="button" onClick={onRetry}>
      {children}
    </button>
  )
}

interface StateProps {
  readonly kind: 'empty' | 'forbidden' | 'offline' | 'error'
  readonly title: string
  readonly children: ReactNode
}

/** What stands in the place of content where there is none. */
export function State({ kind, title, children }: StateProps) {
  return (
    <div className={`state state-${kind}`} role={kind === 'empty' ? undefined : 'alert'}>
      <p className="state-title">{title}</p>
      {children}
    </div>
  )
}
