/** How the code of an error narrows its type. Nothing here runs: TypeScript checks it. */
import {
  isLatchkeyError,
  type Latchkey,
  LatchkeyAbortError,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyResponseError,
  LatchkeyTimeoutError,
  type Problem,
  type ProblemCode,
  type UnknownRefusal,
} from '../../src/index.ts'

export async function create(shop: Latchkey<'standard'>): Promise<string> {
  try {
    return (await shop.apiKeys.create({ name: 'Inventory Sync' })).secret.reveal()
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'active_key_limit_reached') {
      const limit: number = error.problem.limit
      const scope: 'user' | 'account' = error.problem.scope
      return `${limit} for each ${scope}`
    }
    if (isLatchkeyError(error)) return describe(error)
    throw error
  }
}

export function describe(error: LatchkeyError): string {
  // @ts-expect-error the code must be known first
  error.problem.limit
  // @ts-expect-error there is no such code
  if (error.code === 'limit_reached') return ''
  switch (error.code) {
    case 'permission_denied':
      return error.problem.required.join()
    case 'validation_failed':
      // @ts-expect-error this problem has no limit
      error.problem.limit
      return error.problem.errors.map(({ pointer, message }) => `${pointer} ${message}`).join()
    case 'connection_failed':
      return String(error.cause)
    case 'unexpected_response':
      return String(error.status + 0)
    case 'timed_out':
    case 'aborted':
      return String(error satisfies Error)
    default:
      return `${error.status} ${error.problem.detail} ${error.requestId} ${error.attempts} ${error.retryAfter?.toFixed()}`
  }
}

export const all: LatchkeyError[] = [
  new LatchkeyConnectionError('down'),
  new LatchkeyResponseError('a page', { status: 502, requestId: undefined }),
  new LatchkeyTimeoutError('late', { attempts: 3, idempotencyKey: 'once' }),
  new LatchkeyAbortError('stopped', { cause: 'enough' }),
]

export const code: ProblemCode = 'key_not_revoked'

export const used = (problem: Problem<'active_key_limit_reached'>): number => problem.used

/** A switch over all codes is exhaustive, and its default has a type for the codes of a newer server. */
export function handle(error: LatchkeyError): string {
  switch (error.code) {
    case 'connection_failed':
    case 'timed_out':
    case 'aborted':
    case 'unexpected_response':
      return error.message
    case 'active_key_limit_reached':
    case 'body_too_large':
    case 'clear_operations_closed':
    case 'idempotency_conflict':
    case 'idempotency_key_reused':
    case 'invalid_key':
    case 'invalid_session':
    case 'invalid_transition':
    case 'key_already_revoked':
    case 'key_expired':
    case 'key_not_revoked':
    case 'key_paused':
    case 'key_revoked':
    case 'last_admin':
    case 'malformed_json':
    case 'method_not_allowed':
    case 'missing_credentials':
    case 'missing_warehouse':
    case 'not_found':
    case 'permission_denied':
    case 'rate_limited':
    case 'unsupported_media_type':
    case 'user_disabled':
    case 'validation_failed':
    case 'warehouse_forbidden':
      return error.problem.title
    default: {
      const { code, problem }: UnknownRefusal = error satisfies never
      return `${code}: ${problem.detail ?? problem.title}`
    }
  }
}
