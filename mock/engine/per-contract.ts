import type { Contract } from '../../openapi/contract/contract.ts'
import { perObject } from '../../openapi/contract/per-object.ts'

/**
 * Caches a value that is derived from a contract and a part of it. The contract is part of the key, because contracts may
 * share parts.
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
