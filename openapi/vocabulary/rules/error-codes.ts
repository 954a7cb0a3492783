import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { hint } from '../nearest.ts'
import { refusalsOf } from '../refusals.ts'

/** The entry of the codes that are not listed. */
const DEFAULT = 'default'

/** Codes that any mock refuses with. */
const OF_HTTP = [
  ...['not_found', 'unknown_path', 'method_not_allowed', 'malformed_json', 'body_too_large', 'unsupported_media_type'],
  ...['validation_failed', 'missing_credentials', 'permission_denied', 'conflict', 'rate_limited'],
  ...['idempotency_conflict', 'idempotency_key_reused', 'invalid_transition'],
]

/** The error dialect names only codes that a rule refuses with. */
export function errorCodes(model: Model): Finding[] {
  const general = model.root.own(WORDS)?.get('errors')?.get('codes')
  const own = model.operations.map(({ words, wordsNode }) => (words ? wordsNode.get('errors') : undefined))
  const codes = [general, ...own].flatMap(entries => entries?.members() ?? [])
  if (codes.length === 0) return []
  const given = model.operations.flatMap(operation =>
    operation.words ? refusalsOf(model, operation).map(({ code }) => code) : [],
  )
  const known = new Set([...OF_HTTP, ...given, DEFAULT])
  return codes.flatMap(([code, { at }]): Finding[] =>
    known.has(code)
      ? []
      : [{ message: `No rule refuses with the code \`${code}\`.${hint(code, known)}`, at, isLenient: true }],
  )
}
