import type { Contract } from '../../openapi/generate/contract.ts'

/**
 * What follows from a contract and one part of it, worked out once, since every request asks for it again.
 * By contract, too: one may be made from parts of another.
 */
export function perContract<Part, Value>(
  make: (contract: Contract, part: Part) => Value,
): (contract: Contract, part: Part) => Value {
  const known = new WeakMap<Contract, Map<Part, Value>>()
  return (contract, part) => {
    let values = known.get(contract)
    if (!values) {
      values = new Map()
      known.set(contract, values)
    }
    let value = values.get(part)
    if (value === undefined && !values.has(part)) {
      value = make(contract, part)
      values.set(part, value)
    }
    return value as Value
  }
}
