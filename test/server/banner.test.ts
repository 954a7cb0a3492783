import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { Latchkey } from './process.ts'

const run = promisify(execFile)
const SECRET = /[a-z]+(?:_[a-z]+)*_[0-9A-Za-z]{49}/g

const LIMITS: Record<SystemId, string> = {
  standard: '5 active keys per user',
  'account-keys': 'no limit',
  'user-keys': 'no limit',
  'store-admin': 'no limit',
  warehouse: '5 active keys per account',
  'secret-keys': '1 active key per user',
}

test.each(Object.keys(contracts) as SystemId[])(
  '%s: the printed lines work when pasted, and the session token is the only secret',
  async system => {
    const latchkey = await Latchkey.mock('--system', system)
    try {
      const banner = latchkey.out
      expect(banner).toContain(LIMITS[system])
      for (const email of ['admin@north.example', 'reader@north.example', 'admin@south.example'])
        expect(banner).toContain(email)

      const lines = banner.split('\n').filter(line => /^\s+(KEY=|curl )/.test(line))
      expect(lines).toHaveLength(2)
      const script = [...lines, 'echo', 'echo "key: $KEY"'].join('\n')
      const { stdout, stderr } = await run('bash', ['-c', script])
      expect(stderr).toBe('')
      const key = /^key: (.*)$/m.exec(stdout)?.[1] ?? ''
      expect(key).toMatch(/^[a-z]+(_[a-z]+)*_[0-9A-Za-z]{49}$/)
      expect(JSON.parse(stdout.split('\n')[0] ?? '')).toHaveProperty('data')

      await latchkey.printed('201')
      await latchkey.printed(' 200 ')
      const tokens = new Set(banner.match(SECRET))
      expect(tokens.size).toBe(1)
      expect(latchkey.out).not.toContain(key)
      expect(new Set(latchkey.out.match(SECRET))).toEqual(tokens)
    } finally {
      latchkey.signal('SIGINT')
    }
    expect(await latchkey.ended()).toBe(0)
    expect(latchkey.err).toBe('')
  },
)

test('serves the generated contract', async () => {
  const latchkey = await Latchkey.mock('--system', 'warehouse')
  const served = await (await fetch(new URL('/openapi.json', latchkey.api))).json()
  latchkey.signal('SIGTERM')
  const generated = readFileSync(new URL('../../openapi/generated/warehouse.json', import.meta.url), 'utf8')
  expect(served).toEqual({ ...JSON.parse(generated), servers: served.servers })
  expect(await latchkey.ended()).toBe(0)
})
