/** The options of `createMock`. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { EmulationId } from '../../generated/emulations/index.ts'
import type { SystemId } from '../../generated/index.ts'

interface CommonOptions {
  /** Determines ids and secrets: the same seed and the same requests give the same bytes. Defaults to 1. */
  readonly seed?: number
  /** RFC 3339. Freezes the clock at this time. Defaults to the real time. */
  readonly now?: string
  /**
   * The base URL of the API, as an SDK takes it: `https://shop.test/api/v1`. The handlers for MSW ignore other origins.
   * Defaults to any origin with the contract's base path. For your own document, it defaults to the document's servers,
   * and its path replaces theirs.
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

export interface EmulationOptions extends CommonOptions {
  /** The emulation of an existing product. */
  readonly system: EmulationId
  readonly contract?: never
}

export interface ContractOptions extends CommonOptions {
  readonly system?: never
  /** Your own OpenAPI document, or a compact contract such as `mock.contract`, instead of `system`. */
  readonly contract: Contract | OpenApiDocument
  /**
   * Whether a request that the document does not allow is refused. Defaults to true. Rules written in the document always
   * hold.
   */
  readonly validate?: boolean
  /**
   * Whether only records that were created here exist. Defaults to false: until something of a resource is created or
   * deleted, a record that is asked for is made up. It is for documents without written rules.
   */
  readonly strict?: boolean
}

/** An OpenAPI 3 document as a value, such as an imported JSON file. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly [member: string]: unknown
}

export type MockOptions = SystemOptions<SystemId> | EmulationOptions | ContractOptions
