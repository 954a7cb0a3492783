import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Call, Row } from '../types.ts'

/**
 * A narrowed credential mints none that may do more than itself; else narrowing would end with the first key that a
 * narrowed one makes.
 * @param row the new credential, or the one that it takes the place of
 * @throws {Refusal} permission_denied
 */
export function guardNarrowing(context: Context, { operation, principal }: Call, row: Row): void {
  if (!principal?.isNarrowed) return
  for (const [name, scheme] of Object.entries(context.contract.schemes)) {
    if (!('authenticates' in scheme) || scheme.authenticates !== operation.resource) continue
    const scopes = scheme.narrowed_by === undefined ? null : row[scheme.narrowed_by]
    const wider = Array.isArray(scopes) ? scopes.filter(scope => !principal.permissions.has(scope)) : undefined
    if (wider?.length === 0) continue
    throw new Refusal({
      code: 'permission_denied',
      detail: `This ${principal.kind} is narrowed by ${scheme.narrowed_by ?? 'its kind'}, and mints only what is narrowed to its own permissions.`,
      rule: 'narrowed_by',
      at: `#/components/securitySchemes/${name}/x-latchkey/narrowed_by`,
      members: { required: wider ?? [] },
    })
  }
}
