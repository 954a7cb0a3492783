import type { Contract } from '../openapi/generate/contract.ts'
import type { Clock } from './engine/clock.ts'
import { Engine, type Exchange } from './engine/engine.ts'
import { contracts, type SystemId } from './generated/index.ts'

export { ContractViolation } from './engine/contract-violation.ts'
export type { Clock, Contract, Exchange, SystemId }

export interface MockOptions {
  /** Which system to be; `standard` unless said. */
  readonly system?: SystemId
  /** A compact contract of your own, in place of `system`. */
  readonly contract?: Contract
  /** What ids and secrets are drawn from: the same seed and the same requests give the same bytes. 1 unless said. */
  readonly seed?: number
  /** RFC 3339: the clock stands still there until it is moved. The real time unless said. */
  readonly now?: string
  /** Called after each answer. What it gets holds no credential. */
  readonly onExchange?: (exchange: Exchange) => void
}

export interface Mock {
  /**
   * Answers a request as the system would. It is a plain function: no network, no interception.
   * Whatever the origin, the path counts.
   * @throws {ContractViolation} where the answer would break the contract (not in production builds, which do not check)
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly contract: Contract
}

/**
 * A mock with a state of its own: nothing is shared between two of them.
 * @throws {RangeError} where there is no such system, or `now` is no time
 *
 * @example
 * const mock = createMock({ system: 'standard', now: '2026-01-01T00:00:00Z' })
 * const answer = await mock.fetch('http://localhost/api/v1/me')
 * answer.status // 401
 */
export function createMock({ system = 'standard', contract, seed = 1, now, onExchange }: MockOptions = {}): Mock {
  const engine = new Engine({
    contract: contract ?? contractOf(system),
    seed,
    isChecked: !isProduction(),
    ...(now !== undefined && { now }),
    ...(onExchange && { onExchange }),
  })
  return {
    fetch: async (input, init) =>
      engine.fetch(input instanceof Request && init === undefined ? input : new Request(input, init)),
    clock: engine.context.clock,
    contract: engine.context.contract,
  }
}

function contractOf(system: SystemId): Contract {
  if (Object.hasOwn(contracts, system)) return contracts[system]
  throw new RangeError(`There is no system "${system}"; there are ${Object.keys(contracts).join(', ')}.`)
}

/** Bundlers replace `process.env.NODE_ENV`; where there is no process, there is no production build. */
function isProduction(): boolean {
  try {
    return typeof process !== 'undefined' && process.env.NODE_ENV === 'production'
  } catch {
    // Deno asks for a permission.
    return false
  }
}
