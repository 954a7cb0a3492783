/** The entry point `latchkey/mock`. */
import type { Contract } from '../openapi/contract/contract.ts'
import { createMockFrom } from './api/create-mock.ts'
import type { Mock } from './api/types/mock.ts'
import type { AnySystem } from './api/types/operations.ts'
import type { ContractOptions, MockOptions, SystemOptions } from './api/types/options.ts'
import type { EmulationId } from './generated/emulations/index.ts'
import type { SystemId } from './generated/index.ts'

export { isSeedError, SeedError } from './api/fixtures/seed-error.ts'
export type { Session } from './api/session.ts'
export type { SignInOptions } from './api/sign-in.ts'
export type { DocumentTypes, ShownBy, WrittenBy } from './api/types/document.ts'
export type { Fault } from './api/types/fault.ts'
export type { Fixture, Fixtures, Seeded } from './api/types/fixtures.ts'
export type { AnyMock, Mock, Remover } from './api/types/mock.ts'
export type { AnySystem, OperationId, OperationOf } from './api/types/operations.ts'
export type {
  ContractOptions,
  EmulationOptions,
  MockOptions,
  OpenApiDocument,
  SystemOptions,
} from './api/types/options.ts'
export type { Resolver, Visit } from './api/types/override.ts'
export type { Scenario, ScenarioName } from './api/types/scenario.ts'
export type { Clock } from './engine/clock.ts'
export {
  ContractViolationError,
  /** @deprecated Renamed to `ContractViolationError`. */
  ContractViolationError as ContractViolation,
  isContractViolationError,
} from './engine/contract-violation-error.ts'
export type { Exchange } from './engine/exchange.ts'
export type { Snapshot } from './engine/snapshot.ts'
export { isSnapshotError, SnapshotError } from './engine/snapshot-error.ts'
export type { MockHandler } from './msw/handler.ts'
export type { Contract, EmulationId, SystemId }

/**
 * Creates a mock. Mocks are isolated: they share no state.
 * @throws {RangeError} if an option is invalid: there is no such system, `contract` is not an OpenAPI document, `seed` is
 * not a finite number, `now` is not a time, or `baseUrl` does not end with the contract's base path
 * @throws {Error} if Node.js is older than 22.12
 *
 * @example
 * const mock = createMock({ system: 'standard', now: '2026-01-01T00:00:00Z' })
 * const admin = mock.signIn('admin')
 * const response = await mock.fetch('http://localhost/api/v1/me', { headers: admin.headers })
 * response.status // 200
 */
export function createMock<System extends SystemId = 'standard'>(options?: SystemOptions<System>): Mock<System>
export function createMock<Types extends AnySystem = string>(options: ContractOptions): Mock<Types>
export function createMock(options: MockOptions): Mock
export function createMock(options?: MockOptions): Mock {
  return createMockFrom(options)
}
