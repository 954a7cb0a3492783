import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
const MISTAKE = join(directory, 'mistake.overlay.yaml')
writeFileSync(
  MISTAKE,
  `overlay: 1.1.0
info: { title: Mistake, version: 1.0.0 }
extends: ${join(process.cwd(), 'openapi/generated/standard.json')}
actions:
  - target: $.components.schemas.ApiKey['x-latchkey'].limits[7]
    update: { max: 7 }
`,
)
afterAll(() => rmSync(directory, { recursive: true }))

test.each([
  ['no command', [], 'mock'],
  ['an unknown command', ['mok'], 'mok'],
  ['an argument too many', ['mock', 'warehouse'], 'too many arguments'],
  ['an unknown option', ['mock', '--sistem', 'standard'], '--sistem'],
  ['an unknown option, with the one that was meant', ['mock', '--prot', '1'], '--port'],
  ['an option without its value', ['mock', '--system'], 'argument missing'],
  ['an unknown system, with the one that was meant', ['mock', '--system', 'warehous'], 'Did you mean `warehouse`?'],
  ['an unknown system, naming the known ones', ['mock', '--system', 'x'], '`account-keys`, `secret-keys`'],
  ['a system that is a path', ['mock', '--system', '../generated/standard'], 'no system'],
  ['a system that every object has', ['mock', '--system', '__proto__'], 'no system'],
  ['a system and a contract', ['mock', '--system', 'standard', '--contract', 'a.yaml'], 'cannot be used with'],
  ['a port that is none', ['mock', '--port', 'http'], 'port'],
  ['a port that is too large', ['mock', '--port', '65536'], 'port'],
  ['a host of another machine', ['mock', '--port', '0', '--host', '192.0.2.1'], '--host'],
  ['a clock that is none', ['mock', '--clock', 'yesterday'], '2026-01-01T00:00:00Z'],
  ['a clock without a zone', ['mock', '--clock', '2026-01-01T00:00:00'], 'zone'],
  ['a clock on a day that is none', ['mock', '--clock', '2026-02-30'], '2026-01-01T00:00:00Z'],
  ['a seed that is none', ['mock', '--seed', '1.5'], 'seed'],
  ['a contract file that is missing', ['mock', '--contract', 'nowhere.yaml'], 'nowhere.yaml'],
  ['a contract file that is none', ['mock', '--contract', 'package.json'], 'package.json'],
  ['a contract with a mistake, by file and line', ['mock', '--contract', MISTAKE], 'mistake.overlay.yaml:5:5'],
])('wrong usage exits 2: %s', async (_what, args, says) => {
  const latchkey = new Latchkey(args)
  expect(await latchkey.ended()).toBe(2)
  expect(latchkey.out).toBe('')
  expect(latchkey.err).toContain(says)
  expect(latchkey.err).not.toMatch(/\n\s+at /)
})

test('a taken port exits 1 and says what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const latchkey = new Latchkey(['mock', '--port', String(port)])
  const code = await latchkey.ended()
  server.close()
  expect(code).toBe(1)
  expect(latchkey.err).toContain(String(port))
  expect(latchkey.err).toContain('--port')
})

test('help says what there is and exits 0', async () => {
  const latchkey = new Latchkey(['mock', '--help'])
  expect(await latchkey.ended()).toBe(0)
  for (const option of ['--system', '--contract', '--port', '--host', '--seed', '--clock'])
    expect(latchkey.out).toContain(option)
})

test('the clock stands still where --clock puts it, and the same seed gives the same secrets', async () => {
  const created = async (seed: string) => {
    const latchkey = await Latchkey.mock('--seed', seed, '--clock', '2026-01-01T00:00:00Z')
    const token = /ses_[0-9A-Za-z]{49}/.exec(latchkey.out)?.[0]
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${latchkey.api}/api-keys`, { method: 'POST', headers, body: '{"name":"Clock"}' })
    const key = await answer.json()
    latchkey.signal('SIGINT')
    await latchkey.ended()
    return key
  }
  const [one, same, other] = await Promise.all([created('1'), created('1'), created('2')])
  expect(one.created_at).toBe('2026-01-01T00:00:00.000Z')
  expect(same).toEqual(one)
  expect(other.secret).not.toBe(one.secret)
})
