import type { Operation } from '../../openapi/contract/contract.ts'
import { escapeKey } from '../../openapi/contract/pointer.ts'

/** JSON pointer to an operation in the contract, or to a place below it. */
export function operationPointer({ path, method }: Operation, below = ''): string {
  return `#/paths/${escapeKey(path)}/${method.toLowerCase()}${below}`
}
