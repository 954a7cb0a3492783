/** What the code of an error tells about it. Nothing here runs: TypeScript checks it. */
import {
  isLatchkeyError,
  type Latchkey,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyResponseError,
  type Problem,
  type ProblemCode,
} from '../../src/index.ts'

export async function create(shop: Latchkey<'standard'>): Promise<string> {
  try {
    return (await shop.apiKeys.create({ name: 'Inventory Sync' })).secret
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
    default:
      return `${error.status} ${error.problem.detail} ${error.requestId}`
  }
}

export const all: LatchkeyError[] = [
  new LatchkeyConnectionError('down'),
  new LatchkeyResponseError('a page', 502, undefined),
]

export const code: ProblemCode = 'key_not_revoked'

export const used = (problem: Problem<'active_key_limit_reached'>): number => problem.used
