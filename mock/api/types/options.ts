/** The options of `createMock`. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { SystemId } from '../../generated/index.ts'

interface CommonOptions {
  /** Determines ids and secrets: the same seed and the same requests give the same bytes. Defaults to 1. */
  readonly seed?: number
  /** RFC 3339. Freezes the clock at this time. Defaults to the real time. */
  readonly now?: string
  /**
   * The base URL of the API, as an SDK takes it: `https://shop.test/api/v1`. The handlers for MSW ignore other origins.
   * Defaults to any origin with the contract's base path.
   */
  readonly baseUrl?: string
  /** Called after each response. The exchange contains no credential. */
  readonly onExchange?: (exchange: Exchange) => void
}

export interface SystemOptions<System extends SystemId> extends CommonOptions {
  /** The system to mock. Defaults to `standard`. */
  readonly system?: System
  readonly contract?: never
}

export interface ContractOptions extends CommonOptions {
  readonly system?: never
  /** Your own compact contract, instead of `system`. */
  readonly contract: Contract
}

export type MockOptions = SystemOptions<SystemId> | ContractOptions
