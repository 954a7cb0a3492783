import type { SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { stepsOf, worldOf } from '../behaviour/world.ts'
import { refereed, takeViolations } from './behind-referees.ts'
import { RefereedSystem } from './refereed-system.ts'

/** Tests each step of the walk through a system behind Prism. The test file mocks the module of the mock. */
export function walkThrough(system: SystemId): void {
  describe(system, () => {
    beforeAll(async () => {
      refereed.set(system, await RefereedSystem.open(createMock({ system })))
    })

    afterEach(() => {
      expect(takeViolations()).toEqual([])
    })

    test('keeps its contract in every step of the walk through it', async () => {
      const steps = await stepsOf(worldOf(system))
      expect(refereed.get(system)?.judged).toBeGreaterThan(steps.length)
    })
  })

  afterAll(async () => {
    await refereed.get(system)?.[Symbol.asyncDispose]()
  })
}
