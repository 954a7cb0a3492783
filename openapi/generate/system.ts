import type { Contract } from '../contract/contract.ts'
import type { JsonObject } from '../contract/json.ts'
import type { Model } from '../vocabulary/model/model.ts'

/** A system in the forms that the generators read. */
export interface System {
  /** The id: `standard`, or the name of its overlay. */
  readonly system: string
  /** The OpenAPI document, bundled, with the overlay applied. */
  readonly document: JsonObject
  readonly model: Model
  readonly contract: Contract
}
