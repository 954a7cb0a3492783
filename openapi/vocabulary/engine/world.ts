/** What the meaning of a keyword sees of the engine: the contract and its records. The mock's `Context` is one. */
import type { Contract, Resource } from '../../contract/contract.ts'
import type { Limit } from '../../contract/words.ts'
import type { Call } from './call.ts'
import type { Change, Plan } from './plan.ts'
import type { Entry, Row } from './record.ts'

export interface World {
  readonly contract: Contract
  readonly store: { collection(name: string): Records }
  readonly hashes: Hashes
}

/** Texts of which only a hash is stored. */
export interface Hashes {
  of(text: string): string
  isOf(hash: string, text: string): boolean
}

/** All records of one resource. */
export interface Records {
  readonly name: string
  readonly resource: Resource
  get(id: string): Entry | undefined
  /** The record whose secret has this hash. */
  byHash(hash: string): Entry | undefined
  /** All records of one account. */
  ofTenant(tenant: string): Iterable<Entry>
  /** The record that has this value of a `unique` property, in the tenant of the row. */
  byUnique(property: string, row: Row): Entry | undefined
  usage(limit: Limit, scope: unknown): Usage
  /** Whose records a limit counts together with this row. */
  scopeOf(limit: Limit, row: Row): unknown
}

/** How many records of one scope are in the counted states of a limit. */
export interface Usage {
  readonly used: number
}

/**
 * Checks a plan before it is committed.
 * @throws {Refusal} if the plan breaks the rule
 */
export type Guard = (world: World, plan: Plan, call: Call) => void

/** What else happens because of a plan. It is committed after the plan. */
export type Follow = (world: World, plan: Plan) => readonly Change[]

/** Makes the plan of an operation. It changes nothing, and checks no window and no limit. */
export type Act<Of extends World = World> = (world: Of, call: Call) => Plan
