import { afterAll, beforeAll, expect, test } from 'vitest'
import { Latchkey } from './process.ts'

let latchkey: Latchkey
let banner = ''
let token = ''
let secret = ''

beforeAll(async () => {
  latchkey = await Latchkey.mock('--system', 'store-admin')
  banner = latchkey.out
  token = /ses_[0-9A-Za-z]{49}/.exec(banner)?.[0] ?? ''
  const created = await fetch(`${latchkey.api}/api-keys`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  })
  secret = (await created.json()).secret
})

afterAll(() => latchkey.signal('SIGINT'))

/** The log line of a request. */
async function lineOf(path: string, init?: RequestInit): Promise<string> {
  const before = latchkey.out.length
  await (await fetch(latchkey.api + path, init)).text()
  await expect.poll(() => latchkey.out.slice(before)).toMatch(/ms.*\n/)
  return latchkey.out.slice(before).trim()
}

test('logs one line for a request: method, path, status, milliseconds', async () => {
  expect(await lineOf(`/products?limit=1&key=${secret}`)).toMatch(
    /^GET \/api\/v1\/products\?limit=1&key=\S*\*{4}\S* 200 \d+(\.\d+)? ms$/,
  )
})

test('the line of a rejected request names the rule, and its place in the contract', async () => {
  const line = await lineOf(`/products?key=${secret}`, { method: 'DELETE' })
  expect(line).toContain('403')
  expect(line).toContain('clear_operations_closed')
  expect(line).toContain('#/components/schemas/ClearOperations/x-latchkey/window')
})

test('masks a secret in any place', async () => {
  const places: [path: string, init?: RequestInit][] = [
    [`/products/${secret}?key=${secret}`],
    [`/products?q=${secret}&key=${secret}`],
    [`/products?secret=${secret}`],
    [`/${secret}`],
    [`/products?${secret}`],
    [`/products?key=${encodeURIComponent(`${secret} `)}`],
    [
      '/api-keys',
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: `{"${secret}":`,
      },
    ],
    ['/me', { headers: { Authorization: `Bearer ${secret}` } }],
    [`/products?key=${secret}x`],
    [`/api-keys/${token}`, { headers: { Authorization: `Bearer ${token}` } }],
  ]
  for (const [path, init] of places) await lineOf(path, init)
  const printed = latchkey.out.slice(banner.length) + latchkey.err
  expect(printed).not.toContain(secret)
  expect(printed).not.toContain(token)
  expect(printed).not.toContain(secret.slice(5, 30))
})
