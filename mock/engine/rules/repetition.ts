import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Call, Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { SecretScheme } from '../credentials/secret-schemes.ts'
import type { RequestTarget } from '../request-target.ts'
import { hashSecret } from '../values/secret.ts'
import type { Repeatable } from './idempotency.ts'

/** Whose request it is and what it asks for, where it can be repeated. */
export function repeatableOf(
  operation: Operation,
  request: Request,
  pathname: string,
  { account, actor, isNarrowed, credential }: Principal,
  selected: Call['selected'],
  body: unknown,
): Repeatable | undefined {
  const key = idempotencyKey(operation, request)
  if (key === undefined) return undefined
  // An answer may hold a secret: what a narrowed credential asks for is not answered with what another one was given.
  const caller = isNarrowed ? credential.entry.id : actor
  return {
    scope: JSON.stringify([account, caller, operation.id, key]),
    fingerprint: hashSecret(JSON.stringify([pathname, body, selected])),
  }
}

/** Only where the operation declares the header. */
function idempotencyKey(operation: Operation, request: Request): string | undefined {
  if (!operation.headers.some(({ name }) => name.toLowerCase() === 'idempotency-key')) return undefined
  return request.headers.get('idempotency-key') ?? undefined
}

/** Who sends what under which key, told before anything is known of the sender; hashed, since it holds the credential. */
export function runningScope(
  operation: Operation,
  request: Request,
  { search }: RequestTarget,
  schemes: readonly SecretScheme[],
): string | undefined {
  const key = idempotencyKey(operation, request)
  if (key === undefined) return undefined
  const names = schemes.map(({ carrier }) => (carrier.in === 'header' ? carrier.name : 'Authorization'))
  const credentials = names.map(name => request.headers.get(name))
  return hashSecret(JSON.stringify([operation.id, key, credentials, search]))
}
