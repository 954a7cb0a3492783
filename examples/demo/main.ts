/**
 * `npm run demo`: starts a real server for each system in turn, and checks everything that the system promises, with the
 * SDK over HTTP. Exits with 1 at the first step that fails.
 */
import { Latchkey, type SystemId } from 'latchkey'
import { createMock } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { StepFailedError, takeWalk } from './walk.ts'
import { walks } from './walks/index.ts'

const START = '2026-01-01T09:00:00Z'

async function demonstrate<S extends SystemId>(system: S): Promise<number> {
  const mock = createMock({ system, now: START })
  const server = await serve(mock, { port: 0 })
  const baseUrl = `${server.url}${mock.contract.basePath}`
  console.log(`\n${system} at ${baseUrl}`)
  let steps = 0
  try {
    const world = {
      system,
      baseUrl,
      fetch: globalThis.fetch,
      client: (options = {}) => new Latchkey({ system, baseUrl, ...options }),
      advance: (duration: string) => mock.clock.advance(duration),
    }
    await takeWalk(walks[system], world, ({ name, action, result }) => {
      steps++
      console.log(`  ${name}: ${action} -> ${result}`)
    })
  } finally {
    await server.close()
  }
  return steps
}

const rows: Record<string, { steps: number }> = {}
try {
  for (const system of Object.keys(walks) as SystemId[]) rows[system] = { steps: await demonstrate(system) }
  console.log()
  console.table(rows)
} catch (error) {
  if (!(error instanceof StepFailedError)) throw error
  console.error(`\nFailed: ${error.message}`)
  process.exitCode = 1
}
