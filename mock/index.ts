/** The entry point `latchkey/mock`. */
import type { Contract } from '../openapi/contract/contract.ts'
import { listOf } from '../openapi/contract/prose.ts'
import { openMock } from './api/open.ts'
import type { Mock } from './api/types/mock.ts'
import type { MockOptions, SystemOptions } from './api/types/options.ts'
import { contracts, type SystemId } from './generated/index.ts'

export { isSeedError, SeedError } from './api/fixtures/seed-error.ts'
export type { Session } from './api/session.ts'
export type { SignInOptions } from './api/sign-in.ts'
export type { Fault } from './api/types/fault.ts'
export type { Fixture, Fixtures, Seeded } from './api/types/fixtures.ts'
export type { AnyMock, Mock, Remover } from './api/types/mock.ts'
export type { OperationId, OperationOf } from './api/types/operations.ts'
export type { ContractOptions, MockOptions, SystemOptions } from './api/types/options.ts'
export type { Resolver, Visit } from './api/types/override.ts'
export type { Scenario, ScenarioName } from './api/types/scenario.ts'
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
export type { MockHandler } from './msw/handler.ts'
export type { Contract, SystemId }

/**
 * Creates a mock. Mocks are isolated: they share no state.
 * @throws {RangeError} if an option is invalid: there is no such system, `contract` is not a compact contract, `seed` is
 * not a finite number, `now` is not a time, or `baseUrl` does not end with the contract's base path
 *
 * @example
 * const mock = createMock({ system: 'standard', now: '2026-01-01T00:00:00Z' })
 * const admin = mock.signIn('admin')
 * const response = await mock.fetch('http://localhost/api/v1/me', { headers: admin.headers })
 * response.status // 200
 */
export function createMock<System extends SystemId = 'standard'>(options?: SystemOptions<System>): Mock<System>
export function createMock(options: MockOptions): Mock
export function createMock(options: MockOptions = {}): Mock {
  const { system = 'standard', contract, seed = 1, now, baseUrl, onExchange } = options
  if (!Number.isFinite(seed)) throw new RangeError(`seed must be a finite number, not ${seed}.`)
  const { mock } = openMock({
    contract: contract === undefined ? contractOf(system) : compactContract(contract),
    seed,
    isChecked: !isProduction(),
    ...(now !== undefined && { now }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(onExchange && { onExchange }),
  })
  return mock
}

/** A full OpenAPI document is a likely mistake, and the types of imported JSON can be loose enough to allow it. */
function compactContract(contract: Contract): Contract {
  if (Array.isArray(contract?.operations)) return contract
  throw new RangeError(
    'contract must be a compact contract, such as `mock.contract`. To mock an OpenAPI document, run `latchkey mock --contract FILE`.',
  )
}

function contractOf(system: SystemId): Contract {
  if (Object.hasOwn(contracts, system)) return contracts[system]
  throw new RangeError(`There is no system "${system}". The systems are ${listOf(Object.keys(contracts))}.`)
}

/** Bundlers replace `process.env.NODE_ENV`. Without `process`, the build is not a production build. */
function isProduction(): boolean {
  try {
    return typeof process !== 'undefined' && process.env.NODE_ENV === 'production'
  } catch {
    // Deno without the permission to read the environment.
    return false
  }
}
