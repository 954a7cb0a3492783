import type { Operation, Scheme } from '../../../openapi/contract/contract.ts'
import { escapeKey } from '../../../openapi/contract/pointer.ts'
import type { SelectionWords } from '../../../openapi/contract/words.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'

type Alternative = Operation['security'][number]

/**
 * Step three, the header beside the credential: the warehouse that a request works in.
 * Required where every alternative of the operation's security names it, else optional.
 * @throws {Refusal} the codes that the scheme's words give
 */
export function select(
  context: Context,
  operation: Operation,
  principal: Principal,
  headers: Headers,
): Record<string, unknown> {
  const alternatives = alternativesFor(operation, principal)
  const selected: Record<string, unknown> = {}
  const { schemes } = context.contract
  for (const name in schemes) {
    const scheme = schemes[name]
    if (!scheme || !isSelection(scheme) || !alternatives.some(alternative => name in alternative)) continue
    const required = alternatives.every(alternative => name in alternative)
    const value = scheme.carrier.in === 'header' ? headers.get(scheme.carrier.name) : null
    const selection = choose(context, name, scheme, value, principal)
    if (selection !== undefined) selected[name] = selection
    else if (required)
      throw refuseSelection(
        name,
        scheme,
        'missing',
        `The header ${headerName(scheme)} is missing; it names the one to work in.`,
      )
  }
  return selected
}

/**
 * Step four: whether the caller may. The roles of `security` are permissions, all of which the caller must have.
 * @throws {Refusal} permission_denied
 */
export function authorize(operation: Operation, principal: Principal): void {
  const own = operation.security.filter(alternative => principal.scheme in alternative)
  const may = own.some(alternative => rolesOf(alternative).every(role => principal.permissions.has(role)))
  if (may) return
  const required = [...new Set((own.length > 0 ? own : operation.security).flatMap(rolesOf))]
  const detail =
    own.length === 0
      ? `${operation.id} cannot be called with this kind of credential (${principal.kind}).`
      : `${operation.id} requires ${required.join(', ')}.`
  throw new Refusal({
    code: 'permission_denied',
    detail,
    rule: 'security',
    at: operationAt(operation, '/security'),
    members: { required },
  })
}

/** JSON pointer to an operation in the contract. */
export function operationAt(operation: Operation, below = ''): string {
  return `#/paths/${escapeKey(operation.path)}/${operation.method.toLowerCase()}${below}`
}

const rolesOf = (alternative: Alternative): readonly string[] => Object.values(alternative).flat()

const isSelection = (scheme: Scheme): scheme is Scheme & SelectionWords => 'selects' in scheme

/** The alternatives that the caller's credential fits; all where it fits none, which the next step then refuses. */
function alternativesFor(operation: Operation, principal: Principal): readonly Alternative[] {
  const own = operation.security.filter(alternative => principal.scheme in alternative)
  return own.length > 0 ? own : operation.security
}

function choose(
  context: Context,
  name: string,
  scheme: Scheme & SelectionWords,
  value: string | null,
  principal: Principal,
): unknown {
  if (value === null || value.trim() === '') return undefined
  const { idType, owner, title } = context.store.collection(scheme.selects).resource
  if (idType === 'integer' && !/^\d{1,15}$/.test(value)) {
    throw refuseSelection(name, scheme, 'missing', `The header ${headerName(scheme)} must be a whole number.`)
  }
  const entry = context.store.collection(scheme.selects).get(idType === 'integer' ? String(Number(value)) : value)
  if (!entry || entry.row[owner?.tenant ?? ''] !== principal.account) {
    throw refuseSelection(
      name,
      scheme,
      'unknown',
      `The header ${headerName(scheme)} names no ${title} of this account.`,
    )
  }
  return entry.row.id
}

const headerName = (scheme: Scheme) => ('name' in scheme.carrier ? scheme.carrier.name : '')

function refuseSelection(name: string, scheme: SelectionWords, kind: 'missing' | 'unknown', detail: string): Refusal {
  const at = `#/components/securitySchemes/${name}/x-latchkey/refuse/${kind}`
  return new Refusal({ code: scheme.refuse[kind], detail, rule: 'selects', at })
}
