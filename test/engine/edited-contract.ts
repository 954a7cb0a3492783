/** Contracts with changes, for tests of a rule that the six systems do not have. */
import { contracts } from '../../mock/generated/index.ts'
import type { Contract, Resource } from '../../openapi/contract/contract.ts'

type Draft<T> = T extends string ? T : { -readonly [Key in keyof T]: Draft<T[Key]> }

/** A copy of a contract with changes. */
export function editedContract(edit: (contract: Draft<Contract>) => void, contract = contracts.standard): Contract {
  const copy = structuredClone(contract) as Draft<Contract>
  edit(copy)
  return copy
}

/** Removes the seeded catalogue and what depends on it, so that a test has fewer records to go through. */
export function emptyCatalogue(contract: Draft<Contract>): void {
  for (const name of ['Product', 'Category', 'Order', 'InventoryItem', 'InboundShipment'])
    if (contract.resources[name]) contract.resources[name].seed = []
}

interface HasOperations {
  readonly operations: readonly { readonly id: string }[]
}

/** An operation of a contract, or of a copy that is being edited. */
export function operationOf<Of extends HasOperations>({ operations }: Of, id: string): Of['operations'][number] {
  const operation = operations.find(operation => operation.id === id)
  if (!operation) throw new Error(`The contract has no operation ${id}.`)
  return operation
}

export function resourceOf(contract: Draft<Contract>, name: string): Draft<Resource> {
  const resource = contract.resources[name]
  if (!resource) throw new Error(`The contract has no resource ${name}.`)
  return resource
}
