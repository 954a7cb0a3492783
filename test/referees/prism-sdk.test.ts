/** Prism, an independent tool, validates the requests and responses of every test of the SDK that has a server. */
import { readdirSync, readFileSync } from 'node:fs'
import type { SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { afterAll, afterEach, beforeAll, describe, expect, vi } from 'vitest'
import { walks } from '../../examples/demo/walks/index.ts'
import { refereed, takeViolations } from './behind-referees.ts'
import { RefereedSystem } from './refereed-system.ts'

vi.mock('../../mock/index.ts', async importOriginal =>
  (await import('./behind-referees.ts')).behindReferees(await importOriginal()),
)

beforeAll(async () => {
  const systems = Object.keys(walks) as SystemId[]
  await Promise.all(
    systems.map(async system => refereed.set(system, await RefereedSystem.open(createMock({ system })))),
  )
})

afterAll(async () => {
  for (const system of refereed.values()) await system[Symbol.asyncDispose]()
})

afterEach(() => {
  expect(takeViolations()).toEqual([])
})

describe('the contract is kept', async () => {
  const folder = new URL('../sdk/', import.meta.url)
  for (const file of readdirSync(folder).filter(name => name.endsWith('.test.ts'))) {
    const path = new URL(file, folder)
    if (/createMock|worldOf/.test(readFileSync(path, 'utf8'))) await import(/* @vite-ignore */ path.href)
  }
})
