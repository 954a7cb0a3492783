import type { Change } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Guard } from '../../../openapi/vocabulary/engine/world.ts'

/**
 * A narrowed credential creates only credentials that have no more permissions than itself. Otherwise it could end its
 * own narrowing.
 */
export const guardNarrowing: Guard = ({ contract }, { changes }, { principal }) => {
  if (!principal?.isNarrowed) return
  for (const [name, scheme] of Object.entries(contract.schemes)) {
    if (!('authenticates' in scheme)) continue
    for (const change of changes) {
      if (change.does !== 'insert' || change.resource !== scheme.authenticates) continue
      const scopes = scheme.narrowed_by === undefined ? null : scopesOf(change, scheme.narrowed_by)
      const wider = Array.isArray(scopes) ? scopes.filter(scope => !principal.permissions.has(scope)) : undefined
      if (wider?.length === 0) continue
      throw new Refusal({
        code: 'permission_denied',
        detail: `This ${principal.kind} is narrowed${scheme.narrowed_by === undefined ? '' : ` by ${scheme.narrowed_by}`}. It can only create credentials with its own permissions or fewer.`,
        rule: 'narrowed_by',
        at: `#/components/securitySchemes/${name}/x-latchkey/narrowed_by`,
        members: { required: wider ?? [] },
      })
    }
  }
}

/** Of a rotation, the scopes of the old credential count: it lives on in the new one. */
function scopesOf(change: Change & { readonly does: 'insert' }, property: string): unknown {
  const row: Row = change.replaces?.row ?? change.after
  return row[property]
}
