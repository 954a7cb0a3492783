import { type OpenMock, openMock } from '../../mock/api/open.ts'
import type { ScenarioName } from '../../mock/api/types.ts'
import type { EngineChange } from '../../mock/engine/engine.ts'
import { BadControl } from '../../mock/server/bad-control.ts'
import { below, Instance } from '../../mock/server/instance.ts'
import type { SandboxOptions } from '../../mock/server/sandboxes/sandboxes.ts'
import { Failure } from './failure.ts'
import { loadSystem, type System } from './systems.ts'

export interface OpenArguments {
  readonly seed?: number | undefined
  /** RFC 3339. */
  readonly clock?: string | undefined
  readonly onChange?: ((change: EngineChange) => void) | undefined
}

/** @throws {RangeError} where the clock is no time */
export function openSystem({ contract }: System, { seed = 1, clock, onChange }: OpenArguments): OpenMock {
  return openMock({
    contract,
    seed,
    isChecked: true,
    ...(clock !== undefined && { now: clock }),
    ...(onChange && { onChange }),
  })
}

/**
 * Makes a sandbox.
 * @param own the server's own system, which a sandbox is of unless it asks for another
 * @throws {BadControl} where there is no such system
 * @throws {RangeError} where the clock is no time, or there is no such scenario
 */
export async function openSandbox(
  own: System,
  { system, scenario, ...options }: SandboxOptions,
  prefix: string,
  onChange: (change: EngineChange) => void,
): Promise<Instance> {
  const source = system === undefined ? own : await loadNamed(system)
  const contract = below(prefix, source.contract)
  const { mock, engine } = openSystem({ ...source, contract }, { ...options, onChange })
  return new Instance({
    mock,
    answer: (request, onExchange) => engine.fetch(request, onExchange),
    document: async () => withServer(await source.document(), contract.basePath),
    prefix,
    prepare: mock => {
      if (scenario !== undefined) mock.scenario(scenario as ScenarioName)
    },
  })
}

async function loadNamed(system: string): Promise<System> {
  try {
    return await loadSystem(system)
  } catch (error) {
    if (error instanceof Failure) throw new BadControl(`/system: ${error.message} ${error.hint}`)
    throw error
  }
}

/** The document as it is true here: its server is below the prefix. A URL without a host is one of the same host. */
function withServer(text: string | undefined, url: string): string | undefined {
  if (text === undefined) return undefined
  const document: object = JSON.parse(text)
  return JSON.stringify({ ...document, servers: [{ url, description: 'This sandbox.' }] }, undefined, 2)
}
