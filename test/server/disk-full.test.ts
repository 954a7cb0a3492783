/** When the state file cannot be written, no response is a success. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** Simulates a full disk: no file grows beyond a number of KiB, and the last write is partial. */
const limited = (kibibytes: number) => ['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash']

test('a full disk gives a 503, and every change that was confirmed before is kept', async () => {
  const file = join(directory, 'full.state')
  const first = await new Latchkey(
    ['mock', '--port', '0', '--system', 'account-keys', '--state', file],
    {},
    undefined,
    limited(100),
  ).listening()
  const headers = { Authorization: `Bearer ${first.token}` }
  const answered: string[] = []
  let refused: Awaited<ReturnType<Latchkey['ask']>> | undefined
  for (let count = 0; count < 500 && !refused; count++) {
    const answer = await first.ask('POST', '/api/v1/api-keys', { name: `Key ${count}` }, headers)
    if (answer.status === 201) answered.push(answer.body.secret)
    else refused = answer
  }
  expect(answered.length).toBeGreaterThan(10)
  expect(refused?.status).toBe(503)
  expect(refused?.body).toMatchObject({ code: 'state_not_kept', detail: expect.stringContaining('EFBIG') })
  expect(refused?.headers.get('retry-after')).toBe('5')
  expect(refused?.headers.has('location')).toBe(false)
  expect(statSync(file).size).toBeLessThanOrEqual(100 * 1024)

  // Until the file can be written again, no request is handled, so no unsaved change is visible.
  for (const [method, path] of [
    ['GET', '/api/v1/api-keys'],
    ['POST', '/api/v1/api-keys'],
    ['POST', '/__mock/clock'],
  ] as const)
    expect((await first.ask(method, path, method === 'POST' ? { name: 'More' } : undefined, headers)).status).toBe(503)
  expect(first.err).toContain('cannot be written (EFBIG)')
  expect(first.err).not.toMatch(/\n\s+at /)
  first.signal('SIGTERM')
  expect(await first.ended()).toBe(1)
  expect(first.err).toContain('--state')

  const second = await Latchkey.mock('--system', 'account-keys', '--state', file)
  for (const secret of answered) {
    const me = await second.ask('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${secret}` })
    expect(me.status).toBe(200)
  }
  const { body } = await second.ask('GET', '/__mock/state')
  const keys = body.records.filter(({ resource }: { resource: string }) => resource === 'ApiKey')
  expect(keys).toHaveLength(answered.length)
  second.signal('SIGTERM')
  expect(await second.ended()).toBe(0)
})
