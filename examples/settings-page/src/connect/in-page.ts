import type { SystemId } from 'latchkey'
import { createMock, type Mock } from 'latchkey/mock'
import { type Connection, systemIds } from './connection.ts'

/** Every system, mocked in the page: each has a state of its own, which lasts until the page is loaded again. */
export function connectInPage(): Connection {
  const mocks = new Map<SystemId, Mock>()
  const mockOf = (system: SystemId): Mock => {
    const mock = mocks.get(system) ?? createMock({ system })
    mocks.set(system, mock)
    return mock
  }
  return {
    systems: systemIds,
    baseUrl: new URL('/api/v1', location.href).href,
    fetchOf: system => mockOf(system).fetch,
    keepsSessions: false,
  }
}
