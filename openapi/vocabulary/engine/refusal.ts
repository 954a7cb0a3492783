/**
 * Why a request is rejected. Steps and rules throw it, and the pipeline responds with a problem document. It is not an
 * `Error`, because it is an expected response and needs no stack trace.
 */
export class Refusal {
  /** An error code of the contract. */
  readonly code: string
  /** What is wrong and what to do. It never holds a value of the request that could be a secret. */
  readonly detail: string
  /** The rule: a keyword of the vocabulary, or the name of a step. */
  readonly rule: string
  /** JSON pointer to the rule in the contract; empty for rules of HTTP itself. */
  readonly at: string
  /** The fields that only this code has. */
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(refusal: {
    code: string
    detail: string
    rule: string
    at?: string
    members?: Readonly<Record<string, unknown>>
    headers?: Readonly<Record<string, string>>
  }) {
    this.code = refusal.code
    this.detail = refusal.detail
    this.rule = refusal.rule
    this.at = refusal.at ?? ''
    this.members = refusal.members ?? {}
    this.headers = refusal.headers ?? {}
  }
}

/** One error of a request, as `validation_failed` lists it. */
export interface ValidationError {
  readonly in: 'body' | 'query' | 'header'
  readonly pointer: string
  readonly message: string
}

export function validationFailed(errors: readonly ValidationError[], rule = 'schema', at = ''): Refusal {
  const [first] = errors
  const text = first
    ? `${first.in}${first.pointer && ` ${first.pointer}`} ${first.message}`
    : 'the request is not valid'
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new Refusal({ code: 'validation_failed', detail: `${text}${more}.`, rule, at, members: { errors } })
}

export function notFound(detail: string, rule: string, at = ''): Refusal {
  return new Refusal({ code: 'not_found', detail, rule, at })
}
