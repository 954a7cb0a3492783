import { Latchkey, type SystemId } from 'latchkey'
import { type Contract, createMock } from 'latchkey/mock'
import { type StepReport, takeWalk, type World } from '../../examples/demo/walk.ts'
import { walks } from '../../examples/demo/walks/index.ts'

const START = '2026-01-01T09:00:00Z'
const ORIGIN = 'http://mock.test'

/** A system that runs in this process, with mock.fetch as its fetch function. */
export function worldOf<S extends SystemId>(system: S, contract?: Contract): World<S> {
  const mock = createMock({ now: START, ...(contract ? { contract } : { system }) })
  const baseUrl = `${ORIGIN}${mock.contract.basePath}`
  return {
    system,
    baseUrl,
    fetch: mock.fetch,
    client: (options = {}) => new Latchkey({ system, baseUrl, fetch: mock.fetch, ...options }),
    advance: duration => mock.clock.advance(duration),
  }
}

/**
 * Runs the walk of a system.
 * @throws {StepFailedError} at the first step that fails
 */
export async function stepsOf<S extends SystemId>(world: World<S>): Promise<readonly StepReport[]> {
  const steps: StepReport[] = []
  await takeWalk(walks[world.system], world, step => steps.push(step))
  return steps
}
