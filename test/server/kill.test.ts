/**
 * The server is killed under load again and again, and loses no change that a response confirmed.
 * `LATCHKEY_KILLS=100 vitest run test/server/kill.test.ts` kills it 100 times. The default is 20.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const KILLS = Number(process.env.LATCHKEY_KILLS ?? 20)
const WORKERS = 4
const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

interface Key {
  readonly id: string
  readonly secret: string
  /** As the last response reported it; undefined while a request has no response, so that either state is possible. */
  status: 'active' | 'revoked' | undefined
}

test(`${KILLS} kills under load lose no confirmed creation and no confirmed revocation`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const file = join(directory, 'shop.state')
  const keys: Key[] = []
  let torn = 0
  for (let kills = 0; kills <= KILLS; kills++) {
    const latchkey = await Latchkey.mock('--state', file, '--log-level', 'info')
    if (latchkey.out.includes('was incomplete')) torn++
    await verify(latchkey, keys)
    if (kills === KILLS) {
      latchkey.signal('SIGTERM')
      expect(await latchkey.ended()).toBe(0)
      continue
    }
    await freeLimit(latchkey, keys)
    const workers = Array.from({ length: WORKERS }, () => work(latchkey, keys))
    await setTimeout(20 + Math.random() * 200)
    latchkey.signal('SIGKILL')
    await latchkey.ended()
    await Promise.all(workers)
  }
  expect(keys.filter(({ status }) => status === 'revoked').length).toBeGreaterThan(KILLS)
  const text = readFileSync(file, 'utf8')
  for (const { secret } of keys) expect(text.includes(secret)).toBe(false)
  console.log(`${KILLS} kills, ${keys.length} keys confirmed, ${torn} torn lines dropped, none lost`)
})

/** Creates and revokes keys until the server is killed. */
async function work(latchkey: Latchkey, keys: Key[]): Promise<void> {
  const headers = { Authorization: `Bearer ${latchkey.token}` }
  try {
    for (;;) {
      const created = await latchkey.ask('POST', '/api/v1/api-keys', { name: 'Load' }, headers)
      expect(created.status).toBe(201)
      const key: Key = { id: created.body.id, secret: created.body.secret, status: 'active' }
      keys.push(key)
      key.status = undefined
      const revoked = await latchkey.ask('POST', `/api/v1/api-keys/${key.id}/revoke`, undefined, headers)
      expect(revoked.status).toBe(200)
      key.status = 'revoked'
    }
  } catch (error) {
    // `fetch` rejects with a TypeError if the connection breaks.
    if (!(error instanceof TypeError)) throw error
  }
}

/** Every key has the state that a response reported. */
async function verify(latchkey: Latchkey, keys: readonly Key[]): Promise<void> {
  const { body } = await latchkey.ask('GET', '/__mock/state')
  const rows = new Map<string, { status: string }>(
    body.records
      .filter(({ resource }: { resource: string }) => resource === 'ApiKey')
      .map(({ row }: { row: { id: string; status: string } }) => [row.id, row]),
  )
  for (const key of keys) {
    const status = rows.get(key.id)?.status
    if (key.status === undefined) expect(['active', 'revoked']).toContain(status)
    else expect(status).toBe(key.status)
  }
  const last = keys.at(-1)
  if (!last) return
  const me = await latchkey.ask('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${last.secret}` })
  expect(me.status).toBe(rows.get(last.id)?.status === 'active' ? 200 : 401)
}

/** A user may have five active keys, and some of them may have been created without a response. */
async function freeLimit(latchkey: Latchkey, keys: readonly Key[]): Promise<void> {
  const headers = { Authorization: `Bearer ${latchkey.token}` }
  const { body } = await latchkey.ask('GET', '/api/v1/api-keys?status=active&limit=100', undefined, headers)
  for (const { id } of body.data) {
    const { status } = await latchkey.ask('POST', `/api/v1/api-keys/${id}/revoke`, undefined, headers)
    expect(status).toBe(200)
    const key = keys.find(key => key.id === id)
    if (key) key.status = 'revoked'
  }
}
