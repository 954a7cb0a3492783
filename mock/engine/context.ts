import type { Contract } from '../../openapi/contract/contract.ts'
import type { Hashes } from '../../openapi/vocabulary/engine/world.ts'
import type { Clock } from './clock.ts'
import type { CreateResponse } from './create-response.ts'
import type { IdempotencyStore } from './rules/idempotency.ts'
import type { Schemas } from './schemas.ts'
import type { Store } from './store/store.ts'
import type { SeededRandom } from './values/random.ts'

/** The parts of a mock that the steps of the pipeline use. */
export interface Context {
  readonly contract: Contract
  readonly clock: Clock
  readonly store: Store
  readonly random: SeededRandom
  readonly schemas: Schemas
  readonly idempotency: IdempotencyStore
  readonly hashes: Hashes
  readonly createResponse: CreateResponse
}
