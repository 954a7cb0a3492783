import { scenarioName } from '../../mock/api/scenarios/scenarios.ts'
import type { EngineChange } from '../../mock/engine/engine.ts'
import { ControlError } from '../../mock/server/control-routes/control-error.ts'
import { below, Instance } from '../../mock/server/instance.ts'
import type { SandboxOptions } from '../../mock/server/sandboxes/sandboxes.ts'
import { CliError } from './cli-error.ts'
import { loadSystem, type System } from './load-system.ts'
import { openSystem } from './open-system.ts'

/**
 * Creates the mock of a sandbox.
 * @param main the server's own system, which is the default
 * @throws {ControlError} if there is no such system
 * @throws {RangeError} if `clock` is not a time, or there is no such scenario
 */
export async function openSandbox(
  main: System,
  { system, scenario, ...options }: SandboxOptions,
  prefix: string,
  onChange: (change: EngineChange) => void,
): Promise<Instance> {
  const source = system === undefined ? main : loadNamed(system)
  const contract = below(prefix, source.contract)
  const { mock, engine } = openSystem({ ...source, contract }, { ...options, onChange })
  return new Instance({
    mock,
    answer: (request, onExchange) => engine.fetch(request, onExchange),
    document: source.document,
    prefix,
    ...(scenario !== undefined && { scenario: scenarioName(scenario) }),
  })
}

function loadNamed(system: string): System {
  try {
    return loadSystem(system)
  } catch (error) {
    if (error instanceof CliError) throw new ControlError(`/system: ${error.message} ${error.hint}`)
    throw error
  }
}
