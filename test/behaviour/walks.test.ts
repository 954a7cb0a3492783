import { readFileSync } from 'node:fs'
import { Latchkey, type SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { describe, expect, test } from 'vitest'
import { walks } from '../../examples/demo/walks/index.ts'
import { stepsOf, worldOf } from './world.ts'

const systems = Object.keys(walks) as SystemId[]
const SECRET = /\b[a-z]+(_[a-z]+)*_[0-9A-Za-z]{49}\b/

describe.each(systems)('%s', system => {
  test('passes every step through mock.fetch', async () => {
    const steps = await stepsOf(worldOf(system))
    expect(steps.length).toBeGreaterThan(20)
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length)
    expect(JSON.stringify(steps)).not.toMatch(SECRET)
  })

  test('passes every step over HTTP', async () => {
    const mock = createMock({ system, now: '2026-01-01T09:00:00Z' })
    const server = await serve(mock, { port: 0 })
    try {
      const baseUrl = `${server.url}${mock.contract.basePath}`
      const steps = await stepsOf({
        ...worldOf(system),
        baseUrl,
        fetch: globalThis.fetch,
        client: (options = {}) => new Latchkey({ system, baseUrl, ...options }),
        advance: duration => mock.clock.advance(duration),
      })
      expect(steps.length).toBeGreaterThan(20)
    } finally {
      await server.close()
    }
  })

  test('has every step that docs/systems.md lists as a test', async () => {
    const names = (await stepsOf(worldOf(system))).map(({ name }) => name)
    const { statements, steps } = proofsOf(system)
    expect(names).toEqual(expect.arrayContaining(steps))
    expect(statements.filter(proofs => proofs.length === 0)).toEqual([])
    if (system !== 'standard') expect(statements.length).toBeGreaterThan(10)
  })
})

/** The steps that docs/systems.md lists for a system or for all systems, and those of each row of the table of the system. */
function proofsOf(system: string) {
  const page = readFileSync(new URL('../../docs/systems.md', import.meta.url), 'utf8')
  const sections = page.split(/^##+ /m)
  const common = sections.find(section => section.startsWith('Comparison')) ?? ''
  const own = sections.find(section => section.startsWith(`${system}:`)) ?? ''
  const [, table = ''] = /Tested by +\|\n\|[-| ]+\n((?:\|.*\n)+)/.exec(own) ?? []
  const statements = table
    .split('\n')
    .slice(0, -1)
    .map(row => namesIn(row.split('|').at(-2)))
  const asides = [...`${common}${own}`.matchAll(/\(tested by ([^)]*)\)/g)].flatMap(([, names]) => namesIn(names))
  return { statements, steps: [...statements.flat(), ...asides] }
}

const namesIn = (text = '') => [...text.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name ?? '')
