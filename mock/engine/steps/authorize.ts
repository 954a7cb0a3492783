import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { operationPointer } from '../../../openapi/contract/pointer.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { holds } from '../../../openapi/vocabulary/engine/permissions.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { secretSchemes } from '../credentials/secret-schemes.ts'
import { missingCredentials } from '../credentials/unauthorized.ts'

type Alternative = Operation['security'][number]

/**
 * Step four: checks permissions. The roles in `security` are permissions, and the caller must have all of them.
 * @throws {Refusal} permission_denied, or the code of a missing credential if the operation needs several
 */
export function authorize(contract: Contract, operation: Operation, principal: Principal): void {
  const known = alternativesOf(operation, principal)
  const own = known.filter(alternative => lackedBy(contract, alternative, principal).length === 0)
  const lacked = known[0] && own.length === 0 ? lackedBy(contract, known[0], principal) : []
  if (lacked.length > 0) throw missingCredentials(lacked, `${operation.id} needs several credentials`)
  if (own.some(alternative => rolesOf(alternative).every(role => holds(principal.permissions, role)))) return
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

/** The schemes of an alternative that take another credential, which the request does not have. */
function lackedBy(contract: Contract, alternative: Alternative, { scheme, schemes = [scheme] }: Principal) {
  const names = Object.keys(alternative)
  if (names.length === 1) return []
  return secretSchemesOf(contract).filter(({ name }) => names.includes(name) && !schemes.includes(name))
}

const secretSchemesOf = perObject(secretSchemes)

const rolesOf = (alternative: Alternative): readonly string[] => Object.values(alternative).flat()
