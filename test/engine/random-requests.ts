/** Random requests that fit a contract, or nearly. The same seed gives the same ones. */
import type { Contract, JsonSchema, Operation } from '../../openapi/contract/contract.ts'

/** Pseudo-random numbers below a bound: the same seed gives the same series (mulberry32). */
export function dice(seed: number): (bound: number) => number {
  let state = seed
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) % bound
  }
}

export type Roll = ReturnType<typeof dice>

export const pick = <Item>(roll: Roll, items: readonly Item[]): Item => items[roll(items.length)] as Item

/** A value that matches a schema, or sometimes one that does not. */
export function valueFor(roll: Roll, contract: Contract, schema: JsonSchema, ids: readonly string[]): unknown {
  if (roll(25) === 0)
    return pick(roll, [null, 0, -1, 1e300, '', '\ud800', [], {}, { __proto__: null }, true, 'x'.repeat(300)])
  const {
    $ref,
    enum: allowed,
    type,
    properties,
    items,
  } = schema as {
    $ref?: string
    enum?: readonly unknown[]
    type?: string | readonly string[]
    properties?: Record<string, JsonSchema>
    items?: JsonSchema
  }
  if ($ref !== undefined) return valueFor(roll, contract, contract.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, ids)
  if (allowed) return pick(roll, allowed)
  switch (pick(roll, [type].flat())) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties ?? {}).flatMap(([name, property]) =>
          roll(4) === 0 ? [] : [[name, valueFor(roll, contract, property, ids)]],
        ),
      )
    case 'array':
      return Array.from({ length: roll(3) }, () => valueFor(roll, contract, items ?? {}, ids))
    case 'integer':
    case 'number':
      return roll(100)
    case 'boolean':
      return roll(2) === 0
    case 'null':
      return null
    default:
      return pick(roll, [...ids, 'Name', `S${roll(50)}`, '2026-01-01T06:00:00Z', 'reader@north.example', 'password'])
  }
}

export function pathFor(
  roll: Roll,
  { path, query }: Operation,
  ids: readonly string[],
  cursors: readonly string[],
): string {
  const parts = query.flatMap(({ name, schema }) => {
    if (roll(3) > 0) return []
    const allowed = (schema.enum as readonly string[] | undefined) ?? ['a', '1', '50', 'true', ...cursors, ...ids]
    return [`${name}=${encodeURIComponent(pick(roll, allowed))}`]
  })
  const filled = path.replace(/\{\w+\}/, () => encodeURIComponent(pick(roll, [...ids, 'nothing'])))
  return parts.length > 0 ? `${filled}?${parts.join('&')}` : filled
}

/** A call with a credential in the form that the system takes: the token of a session, or the secret of a key. */
export function authorized(
  { schemes }: Contract,
  call: string,
  secret: string,
): { readonly call: string; readonly headers: Record<string, string> } {
  if (secret.startsWith('ses_')) return { call, headers: { authorization: `Bearer ${secret}` } }
  const { carrier } = schemes.apiKey ?? {}
  switch (carrier?.in) {
    case 'query':
      return { call: `${call}${call.includes('?') ? '&' : '?'}${carrier.name}=${secret}`, headers: {} }
    case 'basic':
      return { call, headers: { authorization: `Basic ${btoa(`${secret}:`)}` } }
    case 'header':
      return { call, headers: { [carrier.name]: `${carrier.prefix ?? ''} ${secret}`.trim() } }
    default:
      return { call, headers: { authorization: `Bearer ${secret}` } }
  }
}
