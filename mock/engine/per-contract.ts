import type { Contract } from '../../openapi/contract/contract.ts'
import { perObject } from './per-object.ts'

/**
 * What follows from a contract and one part of it, worked out once, since every request asks for it again.
 * By contract, too: one may be made from parts of another.
 */
export function perContract<Part, Value>(
  make: (contract: Contract, part: Part) => Value,
): (contract: Contract, part: Part) => Value {
  const valuesOf = perObject((_: Contract) => new Map<Part, Value>())
  return (contract, part) => {
    const values = valuesOf(contract)
    let value = values.get(part)
    if (value === undefined && !values.has(part)) {
      value = make(contract, part)
      values.set(part, value)
    }
    return value as Value
  }
}
