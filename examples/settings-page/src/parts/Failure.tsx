import { isLatchkeyError } from 'latchkey'
import type { ReactNode } from 'react'
import { listOf } from '../keys/names.ts'
import { notFoundTextOf } from '../keys/texts.ts'
import { useShop } from '../shop/context.ts'
import { ErrorCode } from './ErrorCode.tsx'
import { useReveal } from './useReveal.ts'

/** Describes an error in a sentence, which comes from the server if it has one. */
export function sentenceOf(error: unknown): string {
  if (!isLatchkeyError(error)) return error instanceof Error ? error.message : String(error)
  switch (error.code) {
    case 'connection_failed':
      return 'The server could not be reached. Your input is kept. Try again.'
    case 'timed_out':
      return 'The server did not respond in time. Your input is kept. Try again.'
    case 'unexpected_response':
      return `The server did not respond as expected (status ${error.status}). Try again.`
    default:
      return error.problem?.detail ?? error.problem?.title ?? error.message
  }
}

/** Whether there was no response. */
export function isUnreachable(error: unknown): boolean {
  return isLatchkeyError(error) && (error.code === 'connection_failed' || error.code === 'timed_out')
}

/** Whether what the page shows is out of date: someone else has changed or deleted it. */
export function isConflict(error: unknown): boolean {
  return isLatchkeyError(error) && (error.status === 409 || error.status === 404)
}

/** Whether the session has ended. */
export function isSessionEnd(error: unknown): boolean {
  return isLatchkeyError(error) && error.code === 'invalid_session'
}

/** Whether the user is asked to sign in again, and told why, in a dialog: the session has ended, or its sandbox is gone. */
export function isInterruption(error: unknown): boolean {
  const code: string | undefined = isLatchkeyError(error) ? error.code : undefined
  return isSessionEnd(error) || code === 'sandbox_not_found'
}

/** An error as a sentence. If the server has given it a code, a link to the documentation of the code follows. */
export function Sentence({ error }: { readonly error: unknown }) {
  const problem = isLatchkeyError(error) ? error.problem : undefined
  return (
    <>
      {sentenceOf(error)} {problem?.type && problem.code && <ErrorCode type={problem.type} code={problem.code} />}
    </>
  )
}

/** An error, shown next to the control that caused it. */
export function Problem({ error }: { readonly error: unknown }) {
  return (
    <div ref={useReveal(error)} role="alert" className="problem">
      {error ? (
        <p>
          <Sentence error={error} />
        </p>
      ) : null}
    </div>
  )
}

interface FailureProps {
  readonly error: unknown
  readonly onRetry: () => void
}

/** Replaces content that could not be loaded, with the reason and a way to continue. */
export function Failure({ error, onRetry }: FailureProps) {
  // The dialog above asks to sign in.
  if (isInterruption(error)) return null
  if (isLatchkeyError(error) && error.code === 'permission_denied') {
    return (
      <State kind="forbidden" title="You do not have access">
        <p>
          You need <code>{listOf(error.problem.required, 'and')}</code>. Ask an administrator of your account, then
          check again.
        </p>
        <Retry onRetry={onRetry}>Check again</Retry>
      </State>
    )
  }
  if (isUnreachable(error)) {
    return (
      <State kind="offline" title="The server cannot be reached">
        <p>Check your connection. Nothing was changed.</p>
        <Retry onRetry={onRetry}>Try again</Retry>
      </State>
    )
  }
  if (isLatchkeyError(error) && error.code === 'not_found') {
    return (
      <State kind="empty" title="Key not found">
        <NotFound />
        <Retry onRetry={onRetry}>Try again</Retry>
      </State>
    )
  }
  const requestId = isLatchkeyError(error) ? error.requestId : undefined
  return (
    <State kind="error" title="Something went wrong">
      <p>
        <Sentence error={error} />
      </p>
      {requestId && (
        <p>
          If the problem persists, contact support with the request ID <code>{requestId}</code>.
        </p>
      )}
      <Retry onRetry={onRetry}>Try again</Retry>
    </State>
  )
}

const NotFound = () => <p>{notFoundTextOf(useShop().system)}</p>

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

/** A message in place of content. */
export function State({ kind, title, children }: StateProps) {
  return (
    <div className={`state state-${kind}`} role={kind === 'empty' ? undefined : 'alert'}>
      <p className="state-title">{title}</p>
      {children}
    </div>
  )
}
