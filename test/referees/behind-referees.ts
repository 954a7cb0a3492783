/** Puts every mock that a file creates behind the real server and a referee. */
import type { Mock, MockOptions } from 'latchkey/mock'
import type { RefereedSystem } from './refereed-system.ts'

/** By system. */
export const refereed = new Map<string, RefereedSystem>()

export const takeViolations = (): string[] => [...refereed.values()].flatMap(system => system.takeViolations())

type Module = typeof import('../../mock/index.ts')

/** For `vi.mock`: the module of the mock, whose `createMock` returns mocks behind their referees. */
export function behindReferees(original: Module): Module {
  const createMock = (options: MockOptions) => {
    const mock: Mock = original.createMock(options)
    return { ...mock, fetch: refereed.get(mock.contract.system)?.wayTo(mock.fetch) ?? mock.fetch }
  }
  return { ...original, createMock: createMock as Module['createMock'] }
}
