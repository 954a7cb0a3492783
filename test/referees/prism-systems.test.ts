/** As `prism.test.ts`, for the systems that are changes of the standard one. */
import type { SystemId } from 'latchkey'
import { vi } from 'vitest'
import { walks } from '../../examples/demo/walks/index.ts'
import { walkThrough } from './walk-through.ts'

vi.mock('../../mock/index.ts', async importOriginal =>
  (await import('./behind-referees.ts')).behindReferees(await importOriginal()),
)

for (const system of Object.keys(walks) as SystemId[]) if (system !== 'standard') walkThrough(system)
