import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { Latchkey } from './process.ts'

const SECRET = /[A-Za-z]+(?:_[A-Za-z]+)*_[0-9A-Za-z]{49}/g

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

const CASES = (Object.keys(contracts) as SystemId[]).flatMap(system => [
  { system, args: [] },
  { system, args: ['--log-level', 'debug', '--cors', '--state', join(directory, `${system}.state`)] },
])

test.each(CASES)('$system $args: no key is printed, whatever form it was sent in', async ({ system, args }) => {
  const latchkey = await Latchkey.mock('--system', system, ...args)
  const { token } = latchkey
  const banner = latchkey.out
  const secret = await createKey(latchkey, token)
  const typo = `${secret.slice(0, -1)}~`
  const requests = [secret, typo, token].flatMap(value => requestsWith(value)).concat(shortSecrets(system))
  const statuses = await Promise.all(
    requests.map(async ({ path, headers = {} }) => (await fetch(latchkey.api + path, { headers })).status),
  )
  const controls = await useControls(latchkey, [secret, token])
  latchkey.signal('SIGINT')
  expect(await latchkey.ended()).toBe(0)

  expect(new Set(statuses)).toEqual(new Set([200, 401, 404]))
  const log = latchkey.out.slice(banner.length)
  expect(log.match(/ ms/g)).toHaveLength(requests.length + 1 + controls)
  for (const value of [secret, token]) {
    expect(log).not.toContain(value.slice(-49, -4))
    expect(log).not.toContain(encoded(value).slice(-60))
    expect(log).not.toContain(base64(`${value}:`))
  }
  expect(log).not.toContain('short')
  expect(latchkey.err).toBe('')
  expect(JSON.stringify(readdirSync(directory).map(file => readFileSync(join(directory, file), 'utf8')))).not.toMatch(
    new RegExp(`${secret}|${token}`),
  )
})

/** Sends secrets everywhere in requests to the controls. None is returned, except by sign-in. @returns the number of requests */
async function useControls(latchkey: Latchkey, secrets: readonly string[]): Promise<number> {
  const calls: [method: string, path: string, body?: unknown][] = secrets.flatMap(secret => [
    ['GET', '/__mock/requests'],
    ['GET', '/__mock/state'],
    ['GET', `/__mock/${secret}`],
    ['GET', `/__mock/requests?${secret}=1`],
    ['GET', `/sandboxes/${secret}/api/v1/me`],
    ['POST', '/__mock/clock', { [secret]: true }],
    ['POST', '/__mock/clock', { set: secret }],
    ['POST', '/__mock/sign-in', { as: secret }],
    ['POST', '/__mock/fail', { operation: secret, status: 503 }],
    ['POST', '/__mock/fail', { operation: 'getMe', code: secret }],
    ['PUT', '/__mock/state', { system: secret }],
    ['POST', '/sandboxes', { system: secret }],
  ])
  for (const [method, path, body] of calls) {
    const answer = await latchkey.ask(method, path, body)
    expect([method, path, Math.floor(answer.status / 100)]).not.toEqual([method, path, 5])
    const told = JSON.stringify([answer.body, ...answer.headers])
    for (const secret of secrets) expect(told).not.toContain(secret.slice(-49, -4))
  }
  return calls.length
}

/** Requests with a credential in every possible place, correct or not. */
function requestsWith(value: string): { path: string; headers?: Record<string, string> }[] {
  return [
    { path: '/me', headers: { Authorization: `Bearer ${value}` } },
    { path: '/me', headers: { Authorization: `ApiKey ${value}` } },
    { path: '/me', headers: { Authorization: `Basic ${base64(`${value}:`)}` } },
    { path: `/me?key=${value}` },
    { path: `/me?api_key=${value}&limit=1` },
    { path: `/me?${value}` },
    { path: `/me?${value}=1` },
    { path: `/me?key=${encoded(value)}` },
    { path: `/me?q=${encoded(value)}` },
    { path: `/api-keys/${value}` },
    { path: `/${value}/${value}` },
    { path: `/${encoded(value)}` },
  ]
}

/** Values that do not look like secrets, in parameters that the contract declares as secret. */
function shortSecrets(system: SystemId): { path: string }[] {
  const carriers = Object.values(contracts[system].schemes).map(({ carrier }) => carrier)
  const names = carriers.flatMap(carrier => (carrier.in === 'query' ? [carrier.name] : []))
  return ['password', 'token', 'secret', 'SECRET', ...names, ...names.map(encoded)].map(name => ({
    path: `/me?${name}=short`,
  }))
}

async function createKey({ api, out }: Latchkey, token: string): Promise<string> {
  const [, body] = /-d '([^']*)' \|/.exec(out) ?? []
  const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) }
  const answer = await fetch(`${api}/api-keys`, { method: 'POST', headers, ...(body && { body }) })
  const { secret } = (await answer.json()) as { secret: string }
  expect(secret).toMatch(SECRET)
  return secret
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Every character percent-encoded. */
const encoded = (text: string) => text.replace(/./g, character => `%${character.charCodeAt(0).toString(16)}`)
