/** The dialect of a contract, with our own for what it leaves out. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import { OWN_DIALECT } from '../../../openapi/contract/dialect.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { parseDuration } from '../../../openapi/contract/time.ts'

export interface EngineDialect {
  /** The response header with the id of the request; null if there is none. */
  readonly requestId: string | null
  /** In lower case. */
  readonly idempotencyKey: string
  /** How long responses are repeated, in milliseconds. */
  readonly keepsFor: number
  /** Whether a repeated idempotency key gets the first response whatever its body is. */
  readonly repeatsAny: boolean
  /** The most bytes of a body. */
  readonly maxBody: number
  /** Whether bodies are JSON, whatever their media type. */
  readonly readsJson: boolean
  readonly omitsNulls: boolean
}

/** Bodies of documents that are not ours may hold files. */
const MOST_OF_FILES = 32 * 1024 * 1024

export const dialectOf = perObject(({ dialect = {}, lenient }: Contract): EngineDialect => {
  const { headers, idempotency, body, nulls } = dialect
  const { request_id: requestId = OWN_DIALECT.headers.request_id } = headers ?? {}
  const { idempotency_key: key = OWN_DIALECT.headers.idempotency_key } = headers ?? {}
  return {
    requestId,
    idempotencyKey: key.toLowerCase(),
    keepsFor: parseDuration(idempotency?.keeps ?? OWN_DIALECT.idempotency.keeps),
    repeatsAny: idempotency?.reused === 'replay',
    maxBody: body?.max ?? (lenient ? MOST_OF_FILES : OWN_DIALECT.body.max),
    readsJson: body?.reads === 'json',
    omitsNulls: nulls === 'omit',
  }
})
