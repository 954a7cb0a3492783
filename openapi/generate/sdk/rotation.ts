/** What the SDK has to know of a system to rotate an API key. */
import type { Contract } from '../../contract/contract.ts'
import { defined } from '../../contract/json.ts'
import { bodyProperties, keysOf } from './keys.ts'

/** The `RotationFacts` of the SDK (src/sdk/rotation/rotation-facts.ts). */
export function rotationFactsOf(contract: Contract) {
  const { key, operation } = keysOf(contract)
  const creates = operation('create')
  const retires = operation('revoke') ?? operation('delete')
  const canReplace = creates && operation('get') && retires
  const { properties } = bodyProperties(contract, creates?.body?.schema)
  const until = key.lifecycle?.expires?.field
  const from = Object.entries(key.set?.create ?? {}).find(
    ([property, stamp]) => stamp === 'now' && key.set?.change?.[property] === undefined,
  )?.[0]
  const rotates = operation('rotate')
  const field = rotates?.rotate?.grace ?? ''
  const grace = bodyProperties(contract, rotates?.body?.schema).properties.get(field)
  const isCopied = (property: string) => property !== until && !key.properties[property]?.transition
  return defined({
    copies: canReplace ? [...properties.keys()].filter(isCopied) : undefined,
    lifetime: from && until && properties.has(until) ? { from, until } : undefined,
    limitReached: key.limits?.find(({ max }) => max !== null)?.refuse,
    alreadyRetired: key.lifecycle?.transitions?.[retires?.does ?? '']?.refuse,
    grace: grace ? { field, max: Number(grace.maximum) } : undefined,
  })
}
