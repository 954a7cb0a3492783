import type { Carrier } from '../../../openapi/contract/carrier.ts'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import type { Call, Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { SecretScheme } from '../credentials/secret-schemes.ts'
import type { RequestTarget } from '../request-target.ts'
import { hashSecret } from '../values/secret.ts'
import { dialectOf } from '../wire/dialect.ts'
import type { Repeatable } from './idempotency.ts'

/** The identity of a request for its repetitions; undefined if it has no idempotency key. */
export function repeatableOf(
  contract: Contract,
  operation: Operation,
  request: Request,
  pathname: string,
  { account, user, isNarrowed, ends, credential }: Principal,
  selected: Call['selected'],
  body: unknown,
): Repeatable | undefined {
  const key = idempotencyKey(contract, operation, request)
  if (key === undefined) return undefined
  // An answer may hold a secret, so a narrowed credential never gets the answer of another credential.
  const caller = isNarrowed || ends !== null ? credential.entry.id : (user ?? credential.entry.id)
  return {
    scope: JSON.stringify([account, caller, operation.id, key]),
    // Where any request with the key is a repetition, all of them are the same.
    fingerprint: dialectOf(contract).repeatsAny ? '' : hashSecret(JSON.stringify([pathname, body, selected])),
  }
}

/** Undefined if the operation does not declare the header. */
function idempotencyKey(contract: Contract, operation: Operation, request: Request): string | undefined {
  const { idempotencyKey: header } = dialectOf(contract)
  if (!operation.headers.some(({ name }) => name.toLowerCase() === header)) return undefined
  return request.headers.get(header) ?? undefined
}

/** Identifies a running request before its caller is authenticated. Hashed, because it holds the credential. */
export function runningScope(
  contract: Contract,
  operation: Operation,
  request: Request,
  { search }: RequestTarget,
  schemes: readonly SecretScheme[],
): string | undefined {
  const key = idempotencyKey(contract, operation, request)
  if (key === undefined) return undefined
  // A credential in the query is in `search`.
  const credentials = schemes.map(({ carrier }) => request.headers.get(headerOf(carrier)))
  return hashSecret(JSON.stringify([operation.id, key, credentials, search]))
}

function headerOf(carrier: Carrier): string {
  if (carrier.in === 'header') return carrier.name
  return carrier.in === 'cookie' ? 'Cookie' : 'Authorization'
}
