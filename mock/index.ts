import type { Contract } from '../openapi/contract/contract.ts'
import { openMock } from './api/open.ts'
import type { Mock, MockOptions, SystemOptions } from './api/types.ts'
import { contracts, type SystemId } from './generated/index.ts'

export { isSeedError, SeedError } from './api/seed-error.ts'
export type { Session, SignInOptions } from './api/session.ts'
export type {
  AnyMock,
  ContractOptions,
  Fault,
  Fixture,
  Fixtures,
  Mock,
  MockOptions,
  OperationId,
  OperationOf,
  Remover,
  Resolver,
  Scenario,
  ScenarioName,
  Seeded,
  SystemOptions,
  Visit,
} from './api/types.ts'
export type { Clock } from './engine/clock.ts'
export {
  ContractViolationError,
  /** @deprecated Renamed to `ContractViolationError`. */
  ContractViolationError as ContractViolation,
  isContractViolationError,
} from './engine/contract-violation-error.ts'
export type { Exchange } from './engine/engine.ts'
export type { Snapshot } from './engine/snapshot.ts'
export { isSnapshotError, SnapshotError } from './engine/snapshot-error.ts'
export type { Contract, SystemId }

/**
 * A mock with a state of its own: nothing is shared between two of them.
 * @throws {RangeError} where there is no such system, `contract` is none, `now` is no time, `seed` no number, or `baseUrl` does not fit the contract
 *
 * @example
 * const mock = createMock({ system: 'standard', now: '2026-01-01T00:00:00Z' })
 * const admin = mock.signIn('admin')
 * const answer = await mock.fetch('http://localhost/api/v1/me', { headers: admin.headers })
 * answer.status // 200
 */
export function createMock<System extends SystemId = 'standard'>(options?: SystemOptions<System>): Mock<System>
export function createMock(options: MockOptions): Mock
export function createMock(options: MockOptions = {}): Mock {
  const { system = 'standard', contract, seed = 1, now, baseUrl, onExchange } = options
  if (!Number.isFinite(seed)) throw new RangeError(`The seed ${seed} is no number that things can be drawn from.`)
  const { mock } = openMock({
    contract: contract === undefined ? contractOf(system) : compact(contract),
    seed,
    isChecked: !isProduction(),
    ...(now !== undefined && { now }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(onExchange && { onExchange }),
  })
  return mock
}

/** An OpenAPI document looks like a contract to those who read one, and to a compiler that reads JSON loosely. */
function compact(contract: Contract): Contract {
  if (Array.isArray(contract?.operations)) return contract
  throw new RangeError(
    'The contract is not a compact one, such as `mock.contract` is. An OpenAPI document is served by `latchkey mock --contract FILE`.',
  )
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
