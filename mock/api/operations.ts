import type { Contract, Operation } from '../../openapi/contract/contract.ts'

/** @throws {RangeError} where the system has no such operation */
export function operationOf({ operations, system }: Contract, id: string): Operation {
  const operation = operations.find(operation => operation.id === id)
  if (operation) return operation
  throw new RangeError(
    `The system ${system} has no operation "${id}"; it has ${operations.map(({ id }) => id).join(', ')}.`,
  )
}

/**
 * One operation by its id, or all of them by `*`.
 * @throws {RangeError} where the system has no such operation
 */
export function operationsOf(contract: Contract, id: string): readonly Operation[] {
  return id === '*' ? contract.operations : [operationOf(contract, id)]
}
