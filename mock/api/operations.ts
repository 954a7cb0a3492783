/** Operations by their ids. */
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { listOf } from '../../openapi/contract/prose.ts'

/** Documents can have thousands of operations. */
const MOST_NAMED = 50

/** @throws {RangeError} if the system has no such operation */
export function operationOf({ operations, system, title, lenient }: Contract, id: string): Operation {
  const operation = operations.find(operation => operation.id === id)
  if (operation) return operation
  const ids = operations.map(({ id }) => id)
  const others = ids.length > MOST_NAMED ? [`${ids.length - MOST_NAMED} more`] : []
  const owner = lenient ? `document ${title}` : `system ${system}`
  throw new RangeError(
    `The ${owner} has no operation "${id}". Its operations are ${listOf([...ids.slice(0, MOST_NAMED), ...others])}.`,
  )
}

/**
 * One operation by its id, or all of them by `*`.
 * @throws {RangeError} if the system has no such operation
 */
export function operationsOf(contract: Contract, id: string): readonly Operation[] {
  return id === '*' ? contract.operations : [operationOf(contract, id)]
}
