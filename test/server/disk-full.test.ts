/** When the state file cannot be written, nothing is changed, and reading goes on. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** Simulates a full disk: no file grows beyond a number of KiB, and the last write is partial. */
const limited = (kibibytes: number) => ['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash']

test('a full disk gives a 503, what was confirmed before is kept, and what was not is not done', async () => {
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
  expect(refused?.body).toMatchObject({
    code: 'state_not_kept',
    detail: expect.stringMatching(/\(EFBIG\), so nothing was changed/),
  })
  expect(refused?.body.detail).not.toContain(file)
  expect(refused?.headers.get('retry-after')).toBe('5')
  expect(refused?.headers.has('location')).toBe(false)
  expect(statSync(file).size).toBeLessThanOrEqual(100 * 1024)

  // No change is possible, and none that was refused is visible.
  const before = (await first.ask('GET', '/__mock/state')).body
  for (const [path, body] of [
    ['/api/v1/api-keys', { name: 'More' }],
    ['/__mock/seed', { ApiKey: [{ name: 'More' }] }],
    ['/__mock/sign-in', { as: 'admin' }],
  ] as const)
    expect([path, (await first.ask('POST', path, body, headers)).status]).toEqual([path, 503])
  const refusals = await Promise.all(
    Array.from({ length: 5 }, () => first.ask('POST', '/api/v1/api-keys', { name: 'More' }, headers)),
  )
  expect(refusals.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
  expect((await first.ask('GET', '/__mock/state')).body.records).toEqual(before.records)

  // Everything can be read, also with a key, whose use cannot be noted.
  const secrets = { Authorization: `Bearer ${answered[0]}` }
  expect((await first.ask('GET', '/api/v1/me', undefined, secrets)).body.api_key.last_used_at).toBeTruthy()
  expect((await first.ask('GET', '/api/v1/api-keys', undefined, headers)).body.data[0].name).toMatch(/^Key \d+$/)
  expect((await first.ask('GET', '/openapi.json')).status).toBe(200)
  expect((await first.ask('DELETE', '/api/v1/nothing', undefined, headers)).status).toBe(404)
  expect(first.err).toContain(`${file} cannot be written (EFBIG)`)
  expect(first.err).not.toMatch(/\n\s+at /)
  first.signal('SIGTERM')
  expect(await first.ended()).toBe(0)

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
