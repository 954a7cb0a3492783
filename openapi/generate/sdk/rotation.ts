/** What the SDK has to know of a system to rotate a key. */
import type { Contract } from '../../contract/contract.ts'
import { literal } from '../literal.ts'
import { bodyProperties, keysOf } from './keys.ts'

const TYPES = `import type { SystemId } from './systems.ts'

/** What the SDK has to know to rotate a key by creating another. */
export interface Rotation {
  /** The members of the old key that the new one is created with; null where keys cannot be made, looked at and retired. */
  readonly copies: readonly string[] | null
  /** Where keys can be made to end: the members that say when a key began and when it ends. */
  readonly life: { readonly since: string; readonly until: string } | null
  /** The code of the refusal where the limit leaves no room. */
  readonly full: string | null
  /** The code of the refusal where a key has been retired already. */
  readonly gone: string | null
  /** The server's own rotation: the member that says how long the old key works on, and the longest time, in seconds. */
  readonly grace: { readonly field: string; readonly max: number } | null
}
`

/** A file of its own: a program that rotates no key need not load it. */
export function rotationsSource(contracts: readonly Contract[]): string {
  const rotations = Object.fromEntries(contracts.map(contract => [contract.system, rotationOf(contract)]))
  return [
    TYPES,
    '/** How the keys of each system are rotated. */',
    `export const rotations: Readonly<Record<SystemId, Rotation>> = ${literal(rotations)}`,
    '',
  ].join('\n')
}

function rotationOf(contract: Contract) {
  const { key, operation } = keysOf(contract)
  const creates = operation('create')
  const retires = operation('revoke') ?? operation('delete')
  const isPossible = creates && operation('get') && retires
  const { properties } = bodyProperties(contract, creates?.body?.schema)
  const until = key.lifecycle?.expires?.field
  const since = Object.entries(key.set?.create ?? {}).find(
    ([property, stamp]) => stamp === 'now' && key.set?.change?.[property] === undefined,
  )?.[0]
  const rotates = operation('rotate')
  const field = rotates?.rotate?.grace ?? ''
  const grace = bodyProperties(contract, rotates?.body?.schema).properties.get(field)
  const isCopied = (property: string) => property !== until && !key.properties[property]?.transition
  return {
    copies: isPossible ? [...properties.keys()].filter(isCopied) : null,
    life: since && until && properties.has(until) ? { since, until } : null,
    full: key.limits?.find(({ max }) => max !== null)?.refuse ?? null,
    gone: key.lifecycle?.transitions?.[retires?.does ?? '']?.refuse ?? null,
    grace: grace ? { field, max: Number(grace.maximum) } : null,
  }
}
