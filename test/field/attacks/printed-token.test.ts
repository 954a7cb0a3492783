/** The seed of a mock is public, so the token in the banner of a server that many people start does not come from it. */
import { expect, test } from 'vitest'
import { Latchkey } from '../../server/process.ts'

const CLOCK = ['--clock', '2026-01-01T00:00:00Z']

const start = (...args: readonly string[]) => Latchkey.mock(...CLOCK, ...args)

/** What a server answers, without its own origin. */
async function bytesOf(latchkey: Latchkey, path: string, init: RequestInit = {}): Promise<string> {
  const text = await (await fetch(latchkey.origin + path, { method: 'POST', ...init })).text()
  return text.replaceAll(latchkey.origin, '')
}

async function stopped(...all: readonly Latchkey[]): Promise<void> {
  for (const latchkey of all) latchkey.signal('SIGTERM')
  expect(await Promise.all(all.map(latchkey => latchkey.ended()))).toEqual(all.map(() => 0))
}

test('is random, works, and still works after a reset', async () => {
  const [one, other] = await Promise.all([start(), start()])
  expect(one.token).toMatch(/^ses_[0-9A-Za-z]{49}$/)
  expect(one.token).not.toBe(other.token)
  const me = () => fetch(`${one.api}/me`, { headers: { Authorization: `Bearer ${one.token}` } })
  expect((await me()).status).toBe(200)
  expect((await fetch(`${one.origin}/__mock/reset`, { method: 'POST' })).status).toBe(204)
  expect((await me()).status).toBe(200)
  await stopped(one, other)
})

test('comes from the seed if one is given, and changes nothing else', async () => {
  const all = await Promise.all([start('--seed', '1'), start('--seed', '1'), start()])
  const [seeded, again, random] = all
  expect(seeded.token).toBe(again.token)
  expect(random.token).not.toBe(seeded.token)
  const signIn = { body: '{"as":"admin"}' }
  for (const path of ['/__mock/sign-in', '/__mock/sign-in'])
    expect(await bytesOf(random, path, signIn)).toBe(await bytesOf(seeded, path, signIn))
  const created = await Promise.all(
    all.map(latchkey =>
      bytesOf(latchkey, '/api/v1/api-keys', {
        body: '{"name":"Sync"}',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${latchkey.token}` },
      }),
    ),
  )
  expect(created[0]).toContain('"secret"')
  expect(new Set([created[0], created[2]]).size).toBe(1)
  await stopped(...all)
})
