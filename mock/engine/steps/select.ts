import type { Operation } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { asNoun } from '../../../openapi/contract/prose.ts'
import { type SelectionScheme, selectionSchemes } from '../../../openapi/contract/schemes.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { accountOf } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import { alternativesFor } from './authorize.ts'

/**
 * Step three: the record that the request works in, from a header in addition to the credential. It is required if every
 * alternative of the operation's security names it, and optional otherwise.
 * @returns the ids of the selected records, by scheme
 * @throws {Refusal} with the codes of the scheme's `refuse`
 */
export function select(
  context: Context,
  operation: Operation,
  principal: Principal,
  headers: Headers,
): Record<string, unknown> {
  const alternatives = alternativesFor(operation, principal)
  const selected: Record<string, unknown> = {}
  for (const scheme of schemesOf(context.contract)) {
    const { name } = scheme
    if (!alternatives.some(alternative => name in alternative)) continue
    const value = scheme.carrier.in === 'header' ? headers.get(scheme.carrier.name)?.trim() : undefined
    if (value) selected[name] = choose(context, scheme, value, principal)
    else if (alternatives.every(alternative => name in alternative))
      throw refuse(scheme, 'missing', `Missing header ${headerName(scheme)}.`)
  }
  return selected
}

const schemesOf = perObject(selectionSchemes)

function choose({ store }: Context, scheme: SelectionScheme, value: string, principal: Principal): unknown {
  const collection = store.collection(scheme.selects)
  const { idType, owner, title } = collection.resource
  if (idType === 'integer' && !/^\d{1,15}$/.test(value)) {
    throw refuse(scheme, 'missing', `The header ${headerName(scheme)} must be an integer.`)
  }
  const entry = collection.get(idType === 'integer' ? String(Number(value)) : value)
  if (!entry || accountOf(owner, entry.row) !== principal.account) {
    throw refuse(scheme, 'unknown', `No ${asNoun(title)} with the id in the header ${headerName(scheme)}.`)
  }
  return entry.row.id
}

const headerName = ({ carrier }: SelectionScheme) => ('name' in carrier ? carrier.name : '')

function refuse({ name, refuse }: SelectionScheme, situation: 'missing' | 'unknown', detail: string): Refusal {
  const at = `#/components/securitySchemes/${name}/x-latchkey/refuse/${situation}`
  return new Refusal({ code: refuse[situation], detail, rule: 'selects', at })
}
