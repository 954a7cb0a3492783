/** Creates the mock of a system. */
import { type OpenMock, openMock } from '../../mock/api/open.ts'
import type { EngineChange } from '../../mock/engine/engine.ts'
import { createLightResponse } from '../../mock/server/light/light-response.ts'
import type { System } from './load-system.ts'

export interface OpenSystemOptions {
  /** Defaults to 1. */
  readonly seed?: number | undefined
  /** RFC 3339; the clock is frozen at this time. Defaults to the real time. */
  readonly clock?: string | undefined
  readonly onChange?: ((change: EngineChange) => void) | undefined
}

/** @throws {RangeError} if `clock` is not a time */
export function openSystem({ contract }: System, { seed = 1, clock, onChange }: OpenSystemOptions): OpenMock {
  return openMock({
    contract,
    seed,
    isChecked: true,
    createResponse: createLightResponse,
    ...(clock !== undefined && { now: clock }),
    ...(onChange && { onChange }),
  })
}
