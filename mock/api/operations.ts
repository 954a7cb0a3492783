/** Operations by their ids. */
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { listOf } from '../../openapi/contract/prose.ts'

/** @throws {RangeError} if the system has no such operation */
export function operationOf({ operations, system }: Contract, id: string): Operation {
  const operation = operations.find(operation => operation.id === id)
  if (operation) return operation
  const ids = listOf(operations.map(({ id }) => id))
  throw new RangeError(`The system ${system} has no operation "${id}". Its operations are ${ids}.`)
}

/**
 * One operation by its id, or all of them by `*`.
 * @throws {RangeError} if the system has no such operation
 */
export function operationsOf(contract: Contract, id: string): readonly Operation[] {
  return id === '*' ? contract.operations : [operationOf(contract, id)]
}
