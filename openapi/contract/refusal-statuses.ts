/** The statuses of refusals that no schema of the document has the code of. */

/** By the code. The first status that the operation has a response for is used, or else the first one. */
const BY_CODE = new Map<string, readonly number[]>([
  ['missing_credentials', [401, 403]],
  ['permission_denied', [403, 401]],
  ['not_found', [404, 410, 400]],
  ['method_not_allowed', [405]],
  ['conflict', [409, 422, 400]],
  ['idempotency_conflict', [409]],
  ['idempotency_key_reused', [422, 400, 409]],
  ['body_too_large', [413]],
  ['unsupported_media_type', [415, 400]],
  ['malformed_json', [400, 422]],
  ['validation_failed', [400, 422]],
  ['rate_limited', [429]],
])

/** By the keyword that refuses, for the codes that documents choose. */
const BY_KEYWORD = new Map<string, readonly number[]>([
  ['authenticates', [401, 403]],
  ['principal', [401, 403]],
  ['sign_in', [401, 400, 422]],
  ['selects', [403, 404, 400]],
  ['window', [403, 409]],
])

/** Of what the state of a record, or a limit, does not allow. */
const OF_CONFLICTS = [409, 422, 400, 403]

/** @param keyword the keyword that refuses */
export function refusalStatuses(code: string, keyword: string): readonly number[] {
  return BY_CODE.get(code) ?? BY_KEYWORD.get(keyword) ?? OF_CONFLICTS
}

/** Whether a status is declared: by itself, by its range (`4XX`), or by `default`. */
export function isDeclaredStatus(status: number, declared: Iterable<string>): boolean {
  const names = [String(status), `${String(status)[0]}XX`, 'default']
  for (const name of declared) if (names.includes(name)) return true
  return false
}
