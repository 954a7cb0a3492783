import type { Operation } from '../../../openapi/contract/contract.ts'
import { operationPointer } from '../../../openapi/contract/pointer.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'

type Alternative = Operation['security'][number]

/**
 * Step four: checks permissions. The roles in `security` are permissions, and the caller must have all of them.
 * @throws {Refusal} permission_denied
 */
export function authorize(operation: Operation, principal: Principal): void {
  const own = alternativesOf(operation, principal)
  if (own.some(alternative => rolesOf(alternative).every(role => principal.permissions.has(role)))) return
  const required = [...new Set(alternativesFor(operation, principal).flatMap(rolesOf))]
  const detail =
    own.length === 0
      ? `${operation.id} does not accept this kind of credential (${principal.kind}).`
      : `${operation.id} requires ${required.join(', ')}.`
  const at = operationPointer(operation, '/security')
  throw new Refusal({ code: 'permission_denied', detail, rule: 'security', at, members: { required } })
}

/** The alternatives that accept the caller's credential; all of them if none does, which `authorize` then refuses. */
export function alternativesFor(operation: Operation, principal: Principal): readonly Alternative[] {
  const own = alternativesOf(operation, principal)
  return own.length > 0 ? own : operation.security
}

const alternativesOf = ({ security }: Operation, { scheme }: Principal) =>
  security.filter(alternative => scheme in alternative)

const rolesOf = (alternative: Alternative): readonly string[] => Object.values(alternative).flat()
