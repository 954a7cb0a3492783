/** Every code sample of the reference compiles, and works against a real server. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'
import type { SampleRequest } from '../../docs/build/samples/request.ts'
import { readSystems, type System } from '../../docs/build/system.ts'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { errorsOf } from '../compile.ts'
import { stateFor } from './state.ts'

const run = promisify(execFile)
/** The id of a key in the examples of the contract. No such key exists, so the tests replace it. */
const EXAMPLE_KEY = 'key_4mXr0tQ7bVn2Lc8Y'
const systems = readSystems()
const all = systems.flatMap(system => [...system.samples.values()].map(sample => ({ system, sample })))
mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/samples-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const fileOf = (system: string, operation: string) => join(folder, `${system}.${operation}.ts`)

test('every TypeScript sample compiles', async () => {
  for (const { system, sample } of all) writeFileSync(fileOf(system.id, sample.request.operation.id), sample.typescript)
  expect(all.length).toBeGreaterThan(systems.length)
  expect(await errorsOf(folder, ['*.ts'])).toEqual([])
})

describe.each(systems)('$id', system => {
  const samples = [...system.samples.values()].map(sample => [sample.request.operation.id, sample] as const)

  test.each(samples)('curl: %s', async (_, { request, curl }) => {
    const status = await atServer(system, request, curl, statusOf)
    expect(status).toBe(request.operation.success)
  })

  test.each(samples)('TypeScript: %s', async (id, { request, typescript }) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {})
    await atServer(system, request, typescript, async program => {
      const file = fileOf(system.id, `${id}.run`)
      writeFileSync(file, program)
      await import(/* @vite-ignore */ file)
    })
    const lists = typescript.includes('for await')
    if (typescript.includes('console.log') && !lists) expect(print).toHaveBeenCalledOnce()
    expect(JSON.stringify(print.mock.calls)).not.toMatch(/_[0-9A-Za-z]{49}\b/)
  })
})

/** Runs a sample with its own server, in the state that it needs, with the credentials in the environment. */
async function atServer<T>(
  system: System,
  { operation }: SampleRequest,
  source: string,
  runs: (source: string) => Promise<T>,
): Promise<T> {
  const mock = createMock({ contract: system.contract })
  const { session, key, keyId } = await stateFor(system, mock, operation)
  const server = await serve(mock)
  vi.stubEnv('LATCHKEY_API_KEY', key)
  vi.stubEnv('LATCHKEY_SESSION', session)
  const here = source.replaceAll('http://127.0.0.1:4010', server.url)
  try {
    return await runs(keyId === '' ? here : here.replaceAll(EXAMPLE_KEY, keyId))
  } finally {
    await server.close()
  }
}

/** The status that an unchanged sample gets: bash runs it with a `curl` that prints only the status. */
async function statusOf(curl: string): Promise<number> {
  const quiet = `curl() { command curl -sS -o /dev/null -w '%{http_code}' "$@"; }`
  const { stdout } = await run('bash', ['-c', `${quiet}\n${curl}`], { env: process.env })
  return Number(stdout)
}
