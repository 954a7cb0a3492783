/** How an API writes what all its operations share: errors, headers, limits of requests. */
import type { DocumentWords, Template } from './words.ts'

export type Dialect = Pick<
  DocumentWords,
  'errors' | 'nulls' | 'unknown' | 'headers' | 'idempotency' | 'body' | 'trailing_slash'
>

export type ErrorDialect = NonNullable<Dialect['errors']>

/** The dialect of our own systems, which each keyword defaults to. */
export const OWN_DIALECT = {
  errors: {
    media: 'application/problem+json',
    // RFC 9457.
    body: {
      type: '$type',
      title: '$title',
      status: '$status',
      detail: '$detail',
      instance: '$instance',
      code: '$code',
      request_id: '$request_id',
      '...': '$members',
    },
  },
  headers: { request_id: 'Request-Id', idempotency_key: 'Idempotency-Key' },
  idempotency: { keeps: 'PT10M' },
  body: { max: 1024 * 1024 },
} as const satisfies Dialect

/** The responses of our own systems, by what an operation does. Others show the record. */
export const OWN_ANSWERS: Readonly<Record<string, Template>> = {
  list: { data: '$records', next_cursor: '$next', limits: '$limits' },
  clear: { deleted: '$deleted' },
  verify: { accepted: '$accepted', code: '$code', id: '$id' },
}

/** The response of an operation of our own systems on many records. */
export const OWN_ANSWER_OF_MANY: Template = { data: '$records' }
