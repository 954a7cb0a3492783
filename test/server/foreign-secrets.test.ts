import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { APP, asApp, asRoot, KEYS, ROOT } from '../engine/keys/shop.ts'
import { Latchkey } from './process.ts'
import { rawAnswers } from './raw.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

test('the banner shows the credentials of the contract, and nothing else of the server shows a secret', async () => {
  const state = join(directory, 'keys.state')
  const latchkey = await Latchkey.mock(KEYS, '--state', state, '--log-level', 'debug')
  try {
    const banner = latchkey.out
    expect(banner).toContain(`apk_root  api_key  ${ROOT}`)
    expect(banner).toContain(`apk_app  app  ${APP}`)
    const { body: login } = await latchkey.ask('POST', '/login', { mail: 'root@shop.example', pass: 'open sesame' })
    const { body: key } = await latchkey.ask('POST', '/keys', { type: 'public', title: 'Web' }, asRoot)
    const { body: token } = await latchkey.ask('POST', '/tokens', {}, { ...asRoot, ...asApp })
    const secrets: string[] = [ROOT, APP, login.jwt, key.token, token.token]
    for (const secret of secrets) {
      await latchkey.ask('GET', `/keys/${secret}?q=${secret}&key=${secret}`, undefined, asRoot)
      await latchkey.ask('GET', `/${secret}`, undefined, { cookie: `sid=${secret}` })
      await latchkey.ask('POST', '/verify', { given: { token: secret }, [secret]: secret }, asRoot)
    }
    const problems = await Promise.all(
      secrets.flatMap(secret => [
        latchkey.ask('GET', `/__mock/${secret}`),
        latchkey.ask('POST', '/__mock/fail', { operation: secret, status: 500 }),
        latchkey.ask('GET', `/sandboxes/none/keys/${secret}`),
      ]),
    )
    expect(new Set(problems.map(({ status }) => status))).toEqual(new Set([404, 422]))
    const line = `GET /keys/${secrets[0]} HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n`
    expect(await rawAnswers(latchkey.origin, line)).toMatchObject([
      { status: 403, body: { code: 'host_not_allowed', instance: expect.stringContaining('****') } },
    ])
    const { body: requests } = await latchkey.ask('GET', '/__mock/requests')
    const { body: snapshot } = await latchkey.ask('GET', '/__mock/state')
    await latchkey.printed('POST /verify')
    const output = [
      latchkey.out.slice(banner.length),
      latchkey.err,
      ...[requests, snapshot, problems].map(value => JSON.stringify(value)),
    ]
    expect(requests.data).not.toHaveLength(0)
    const kept = readFileSync(state, 'utf8')
    expect(kept).toContain(String(key.id))
    for (const secret of secrets) expect([...output, kept].join('\n')).not.toContain(secret)
  } finally {
    latchkey.signal('SIGINT')
  }
})
