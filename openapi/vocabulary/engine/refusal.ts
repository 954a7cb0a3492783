/** How many errors a response lists, and how many bytes they may take. */
const MAX_ERRORS = 100
const MAX_BYTES = 48_000
/** How long a text of a response may be, in characters. It may quote the request. */
const MAX_TEXT = 1000

/**
 * Why a request is rejected. Steps and rules throw it, and the pipeline responds with a problem document. It is not an
 * `Error`, because it is an expected response and needs no stack trace.
 */
export class Refusal {
  /** An error code of the contract. */
  readonly code: string
  /** What is wrong and what to do. It never holds a value of the request that could be a secret, and is cut if it is long. */
  readonly detail: string
  /** The rule: a keyword of the vocabulary, or the name of a step. */
  readonly rule: string
  /** JSON pointer to the rule in the contract; empty for rules of HTTP itself. */
  readonly at: string
  /** The fields that only this code has. */
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  /** What error dialects can name besides: the id that the request is about, and the title of its resource. */
  readonly values: Readonly<Record<string, unknown>>
  /** The errors of single fields. */
  readonly errors: readonly ValidationError[]

  constructor(refusal: {
    code: string
    detail: string
    rule: string
    at?: string
    members?: Readonly<Record<string, unknown>>
    headers?: Readonly<Record<string, string>>
    values?: Readonly<Record<string, unknown>>
    errors?: readonly ValidationError[]
  }) {
    this.code = refusal.code
    this.detail = cut(refusal.detail)
    this.rule = refusal.rule
    this.at = refusal.at ?? ''
    this.members = refusal.members ?? {}
    this.headers = refusal.headers ?? {}
    this.values = refusal.values ?? {}
    this.errors = refusal.errors ?? []
  }
}

/** One error of a request, as `validation_failed` lists it. */
export interface ValidationError {
  readonly in: 'body' | 'query' | 'header' | 'path' | 'cookie'
  readonly pointer: string
  readonly message: string
  /** The keyword of JSON Schema that the value breaks. Only error dialects show it. */
  readonly keyword?: string
  /** What error dialects have a text for. */
  readonly mistake?: Mistake
}

/** A mistake of a kind that error dialects can have a text of their own for. */
export interface Mistake {
  readonly kind: 'required' | 'unknown' | 'type' | 'enum'
  /** The types or the values that the schema lists. */
  readonly expected?: readonly unknown[]
  /** What was sent. */
  readonly value?: unknown
}

/** @param note a sentence for the end of the detail */
export function validationFailed(errors: readonly ValidationError[], rule = 'schema', at = '', note?: string): Refusal {
  const listed = listable(errors)
  const [first] = listed
  const text = first
    ? `${first.in}${first.pointer && ` ${first.pointer}`} ${first.message}`
    : 'the request is not valid'
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  const detail = [`${text}${more}.`, note].filter(part => part !== undefined).join(' ')
  return new Refusal({
    code: 'validation_failed',
    detail,
    rule,
    at,
    members: { errors: listed },
    errors: errors.slice(0, listed.length),
  })
}

export function notFound(
  detail: string,
  rule: string,
  at = '',
  members: Readonly<Record<string, unknown>> = {},
  values: Readonly<Record<string, unknown>> = {},
): Refusal {
  return new Refusal({ code: 'not_found', detail, rule, at, members, values })
}

/** The `errors` of a refusal of a request that lists records: which of them are rejected. None for a single record. */
export function listedErrors(
  rejected: readonly { readonly pointer: string | undefined; readonly message: string }[],
): Readonly<Record<string, unknown>> {
  const errors = rejected.flatMap(({ pointer, message }): ValidationError[] =>
    pointer === undefined ? [] : [{ in: 'body', pointer, message }],
  )
  return errors.length === 0 ? {} : { errors: listable(errors) }
}

/** The first errors, so that the response stays short whatever the request holds. */
function listable(errors: readonly ValidationError[]): readonly ValidationError[] {
  const listed: ValidationError[] = []
  let size = 0
  for (const error of errors.slice(0, MAX_ERRORS)) {
    const short = { in: error.in, pointer: cut(error.pointer), message: cut(error.message) }
    size += new TextEncoder().encode(JSON.stringify(short)).length
    if (size > MAX_BYTES) break
    listed.push(short)
  }
  return listed
}

/** The beginning of a long text. It ends before a word, because a part of a secret could not be recognized as one. */
function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).replace(/\w+$/, '')}…`
}
