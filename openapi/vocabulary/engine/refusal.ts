/**
 * Why a request is refused: thrown by a step or a rule, answered by the pipeline as a problem document.
 * It is no `Error`: a refusal is an answer, and takes no stack trace.
 */
export class Refusal {
  /** A problem code of the contract. */
  readonly code: string
  /** What is wrong in this request, and what to do. Never holds a value of the request that could be secret. */
  readonly detail: string
  /** The rule that refused, by its word in the vocabulary or the step's name. */
  readonly rule: string
  /** JSON pointer to the rule in the contract; empty where the rule is the protocol's own. */
  readonly at: string
  /** The code's own members. */
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

/** One thing that is wrong in a request, as `validation_failed` lists it. */
export interface ValidationError {
  readonly in: 'body' | 'query' | 'header'
  readonly pointer: string
  readonly message: string
}

export function validationFailed(errors: readonly ValidationError[], rule = 'schema', at = ''): Refusal {
  const [first] = errors
  const where = first
    ? `${first.in}${first.pointer && ` ${first.pointer}`} ${first.message}`
    : 'the request is not valid'
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new Refusal({ code: 'validation_failed', detail: `${where}${more}.`, rule, at, members: { errors } })
}

export function notFound(detail: string, rule: string, at = ''): Refusal {
  return new Refusal({ code: 'not_found', detail, rule, at })
}
