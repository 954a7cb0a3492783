/** Replaces ids from examples with ids of records that were created on the page. */
import type { Operation } from '../../../../openapi/contract/contract.ts'
import { isObject } from '../../../../openapi/contract/json.ts'
import type { TryData, TryOperation } from '../../try-data.ts'

export class KnownIds {
  /** By resource: the id in the examples of the contract. */
  readonly #examples = new Map<string, string>()
  /** By resource: the id of the record created last. */
  readonly #made = new Map<string, string>()
  readonly #resources = new Map<string, string>()

  constructor({ contract, operations }: TryData) {
    for (const { id, resource, path } of contract.operations) {
      if (resource === undefined) continue
      this.#resources.set(id, resource)
      const parameters = operations.find(one => one.id === id)?.parameters ?? []
      const example = parameters.find(one => one.in === 'path' && path.includes(`{${one.name}}`))?.value
      if (example !== undefined) this.#examples.set(resource, example)
    }
  }

  learn({ resource, does }: Operation, body: unknown): void {
    if (resource === undefined || !isObject(body) || (does !== 'create' && does !== 'rotate')) return
    if (typeof body.id === 'string') this.#made.set(resource, body.id)
  }

  fillIn(operation: TryOperation): TryOperation {
    const resource = this.#resources.get(operation.id) ?? ''
    const [example, made] = [this.#examples.get(resource), this.#made.get(resource)]
    if (example === undefined || made === undefined) return operation
    return {
      ...operation,
      body: operation.body?.replaceAll(example, made),
      parameters: operation.parameters.map(one => (one.value === example ? { ...one, value: made } : one)),
    }
  }

  clear(): void {
    this.#made.clear()
  }
}
