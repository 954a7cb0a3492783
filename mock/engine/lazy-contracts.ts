import type { Contract } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'

/**
 * Contracts that are parsed when they are first read, and once. In a build their files are text, or functions that read it,
 * which costs a process nothing until it is parsed (tsup.config.ts); from the sources they are values already.
 *
 * @param files the generated JSON files, by system
 */
export function lazyContracts<Id extends string>(files: Readonly<Record<Id, unknown>>): Readonly<Record<Id, Contract>> {
  const parsed = new Map<string, Contract>()
  const contractOf = (system: string, file: unknown): Contract => {
    const contract = parsed.get(system) ?? parse(system, file)
    parsed.set(system, contract)
    return contract
  }
  const contracts: Record<string, PropertyDescriptor> = {}
  for (const [system, file] of Object.entries(files))
    contracts[system] = { enumerable: true, get: () => contractOf(system, file) }
  return Object.create(Object.prototype, contracts)
}

function parse(system: string, file: unknown): Contract {
  const text: unknown = typeof file === 'function' ? file() : file
  const contract: unknown = typeof text === 'string' ? JSON.parse(text) : text
  if (!isContract(contract)) throw new TypeError(`The file of the system "${system}" is not a compact contract.`)
  return contract
}

/** The generator writes complete contracts, so two fields are enough to recognize one. */
function isContract(value: unknown): value is Contract {
  return isObject(value) && typeof value.system === 'string' && Array.isArray(value.operations)
}
