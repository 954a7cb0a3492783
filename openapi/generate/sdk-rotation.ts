/** What the SDK has to know of a system to rotate a key. */
import type { Contract } from './contract.ts'
import { keysOf, propertiesOf } from './sdk-keys.ts'

/** The source of `RotationTable`. */
export const ROTATION_TYPES = `/** What the SDK has to know to rotate a key by creating another. */
export interface RotationTable {
  /** The members of the old key that the new one is created with; null where keys cannot be made, looked at and retired. */
  readonly copies: readonly string[] | null
  /** Where keys can be made to end: the member that says when, and the one that says when a key began. */
  readonly until: string
  readonly since: string
  /** The code of the refusal where the limit leaves no room. */
  readonly full: string
  /** The server's own rotation: the member that says how long the old key works on, and the longest time, in seconds. */
  readonly grace: { readonly field: string; readonly max: number } | null
}
`

/** What a table says that no contract knows. */
export const NO_ROTATION = { until: '', since: '', full: '' }

/** The values of `RotationTable`; undefined where the system never asks for it, so that any value will do. */
export function rotationOf(contract: Contract) {
  const { key, operation } = keysOf(contract)
  const creates = operation('create')
  const isPossible = creates && operation('get') && (operation('revoke') ?? operation('delete'))
  const { properties } = propertiesOf(contract, creates?.body?.schema)
  const until = key.lifecycle?.expires?.field
  const since = Object.entries(key.set?.create ?? {}).find(
    ([property, stamp]) => stamp === 'now' && key.set?.change?.[property] === undefined,
  )?.[0]
  const rotates = operation('rotate')
  const field = rotates?.rotate?.grace ?? ''
  const grace = propertiesOf(contract, rotates?.body?.schema).properties.get(field)
  const isCopied = (property: string) => property !== until && !key.properties[property]?.transition
  const full = key.limits?.find(({ max }) => max !== null)?.refuse
  return {
    copies: isPossible ? [...properties.keys()].filter(isCopied) : null,
    until: properties.has(until ?? '') ? until : undefined,
    since,
    full,
    grace: grace ? { field, max: Number(grace.maximum) } : null,
  }
}
