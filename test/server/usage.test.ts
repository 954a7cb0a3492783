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
  ['a surplus argument', ['mock', 'a.yaml', 'b.yaml'], 'too many arguments'],
  ['a file that is missing', ['mock', 'nowhere.yaml'], 'there is no such file'],
  ['a file and a system', ['mock', 'a.yaml', '--system', 'warehouse'], 'either a file or --system'],
  ['an unknown option', ['mock', '--sistem', 'standard'], '--sistem'],
  ['an unknown option, with a suggestion', ['mock', '--prot', '1'], '--port'],
  ['an option without its value', ['mock', '--system'], 'argument missing'],
  ['an unknown system, with a suggestion', ['mock', '--system', 'warehous'], 'Did you mean `warehouse`?'],
  ['an unknown system, with the known ones', ['mock', '--system', 'x'], '`account-keys`, `secret-keys`'],
  ['a system that is a path', ['mock', '--system', '../generated/standard'], 'no system'],
  ['a system with the name of an inherited property', ['mock', '--system', '__proto__'], 'no system'],
  ['a system and a contract', ['mock', '--system', 'standard', '--contract', 'a.yaml'], 'cannot be used with'],
  ['an invalid port', ['mock', '--port', 'http'], 'port'],
  ['a port that is too large', ['mock', '--port', '65536'], 'port'],
  ['a host of another machine', ['mock', '--port', '0', '--host', '192.0.2.1'], '--host'],
  ['a host without a name', ['mock', '--port', '0', '--host', ''], '0.0.0.0 listens on all addresses'],
  ['a host name with a port', ['mock', '--allow-host', 'shop.example:80'], 'no scheme and no port'],
  ['a URL as a host name', ['mock', '--allow-host', 'a.example,http://b.example'], 'host.docker.internal'],
  ['an invalid clock', ['mock', '--clock', 'yesterday'], '2026-01-01T00:00:00Z'],
  ['a clock without a zone', ['mock', '--clock', '2026-01-01T00:00:00'], 'zone'],
  ['a clock on a day that does not exist', ['mock', '--clock', '2026-02-30'], '2026-01-01T00:00:00Z'],
  ['an invalid seed', ['mock', '--seed', '1.5'], 'seed'],
  ['an invalid delay', ['mock', '--delay', 'long'], '50-200'],
  ['a delay with the larger number first', ['mock', '--delay', '200-50'], 'write 50-200'],
  ['a delay that is too long', ['mock', '--delay', '9999999'], '600000'],
  ['a fault without a status', ['mock', '--fail', 'listOrders'], 'listOrders=503'],
  ['a fault with a success status', ['mock', '--fail', 'listOrders=200'], '400 to 599'],
  ['a fault for an unknown operation', ['mock', '--fail', 'listOrder=503'], 'Did you mean `listOrders`?'],
  ['a fault that the operation does not declare', ['mock', '--fail', 'listOrders=409'], 'listOrders does not'],
  ['one invalid fault of two', ['mock', '--fail', 'listOrders=503,getMee=500'], 'Did you mean `getMe`?'],
  ['an invalid origin', ['mock', '--cors', 'localhost'], 'http://localhost:5173'],
  ['an origin with a path', ['mock', '--cors', 'http://a.example/b'], 'Did you mean http://a.example?'],
  ['one invalid origin of two', ['mock', '--cors', 'http://a.example,b'], '"b" is not an origin'],
  ['an invalid log level', ['mock', '--log-level', 'loud'], 'silent, error, info, debug'],
  ['an invalid number of sandboxes', ['mock', '--max-sandboxes', '-1'], '0 turns sandboxes off'],
  ['an invalid idle time', ['mock', '--sandbox-idle', '30m'], 'PT30M'],
  ['an idle time of zero', ['mock', '--sandbox-idle', 'PT0S'], 'PT30M'],
  ['nothing to watch', ['mock', '--watch'], '--watch requires a file'],
  ['a contract file that is missing', ['mock', '--contract', 'nowhere.yaml'], 'nowhere.yaml'],
  ['a file that is not a contract', ['mock', '--contract', 'package.json'], 'package.json'],
  ['a contract with a mistake, by file and line', ['mock', '--contract', MISTAKE], 'mistake.overlay.yaml:5:5'],
])('wrong usage exits 2: %s', async (_what, args, says) => {
  const latchkey = new Latchkey(args)
  expect(await latchkey.ended()).toBe(2)
  expect(latchkey.out).toBe('')
  expect(latchkey.err).toContain(says)
  expect(latchkey.err).not.toMatch(/\n\s+at /)
})

test('a port that is in use exits 1, with a hint', async () => {
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

test.each([
  ['in a directory that does not exist', join(directory, 'nowhere', 'a.state')],
  ['with other content', MISTAKE],
])('a state file that cannot be used exits 1, with a hint: %s', async (_, file) => {
  const latchkey = new Latchkey(['mock', '--port', '0', '--state', file])
  expect(await latchkey.ended()).toBe(1)
  expect(latchkey.out).toBe('')
  expect(latchkey.err).toMatch(/^error: .*\n.*--state/)
  expect(latchkey.err).not.toMatch(/\n\s+at /)
})

test('two servers do not share a state file', async () => {
  const file = join(directory, 'shared.state')
  const first = await Latchkey.mock('--state', file)
  const second = new Latchkey(['mock', '--port', '0', '--state', file])
  expect(await second.ended()).toBe(1)
  expect(second.err).toContain('in use by another server')
  expect(second.err).not.toMatch(/\n\s+at /)
  first.signal('SIGTERM')
  expect(await first.ended()).toBe(0)
})

test('--clock freezes the clock, and the same --seed gives the same secrets', async () => {
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
