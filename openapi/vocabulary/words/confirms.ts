/** `confirms`: callers change their own password only with the present one. */
import type { Operation } from '../../contract/contract.ts'
import { missingBodyProperty } from '../body-property.ts'
import type { Principal } from '../engine/call.ts'
import type { Entry, Row } from '../engine/record.ts'
import type { ValidationError } from '../engine/refusal.ts'
import type { World } from '../engine/world.ts'
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const node = operation.wordsNode.get('confirms')
    return (node?.members() ?? []).flatMap(([property, { value, at }]) => [
      ...missingBodyProperty(operation, property, at),
      ...missingBodyProperty(operation, String(value), at),
    ])
  })
}

/** The present values that a body does not hold, or that are wrong or needless. */
export function confirmationErrors(
  { hashes }: World,
  { confirms = {} }: Operation,
  body: Row,
  principal: Principal,
  target: Entry | undefined,
): ValidationError[] {
  return Object.entries(confirms).flatMap(([property, proof]): ValidationError[] => {
    const present = target?.row[property]
    const isOwn = target !== undefined && target.id === principal.user
    const isNeeded = isOwn && property in body && typeof present === 'string'
    const error = (message: string): ValidationError[] => [{ in: 'body', pointer: `/${proof}`, message }]
    if (!isNeeded) return proof in body ? error(`is only for changing your own ${property}`) : []
    if (!(proof in body)) return error(`is required to change your own ${property}`)
    return hashes.isOf(present, String(body[proof])) ? [] : error(`is not your current ${property}`)
  })
}

/** The values of a body without those that only confirm others. */
export function withoutConfirmations({ confirms }: Operation, body: Row): Row {
  if (!confirms) return body
  const proofs = Object.values(confirms)
  return Object.fromEntries(Object.entries(body).filter(([property]) => !proofs.includes(property)))
}
