import { HttpResponse, http } from 'msw'
import { afterAll, describe, expect, test as plain } from 'vitest'
import { test } from '../../mock/vitest.ts'
import { BASE, init, signIn } from './shop.ts'

const realFetch = globalThis.fetch
const pause = () => new Promise(resolve => setTimeout(resolve, Math.random() * 20))

/** Code under test, which does not know the mock. */
async function createKeys(names: readonly string[]): Promise<{ token: string; secrets: string[] }> {
  const token = await signIn(fetch)
  const secrets: string[] = []
  for (const name of names) {
    await pause()
    const answer = await fetch(`${BASE}/api-keys`, init({ method: 'POST', token, body: { name } }))
    secrets.push((await answer.json()).secret)
  }
  return { token, secrets }
}

async function namesOfKeys(send: typeof fetch, token: string): Promise<string[]> {
  const { data } = await (await send(`${BASE}/api-keys`, init({ token }))).json()
  return data.map(({ name }: { name: string }) => name).sort()
}

describe('50 concurrent tests', () => {
  let atOnce = 0
  let most = 0
  const secretsOf = new Map<number, string>()

  test.concurrent.for(Array.from({ length: 50 }, (_, index) => index))(
    'test %i has its own keys',
    async (index, { mock }) => {
      most = Math.max(most, ++atOnce)
      const names = ['a', 'b', 'c'].map(letter => `${letter} of ${index}`)
      const { token, secrets } = await createKeys(names)
      expect(await namesOfKeys(fetch, token)).toEqual(names)
      expect(await namesOfKeys(mock.fetch, token)).toEqual(names)
      secretsOf.set(index, secrets[0] ?? '')
      // Each mock has its own clock.
      mock.clock.advance(`PT${index}S`)
      await pause()
      atOnce--
    },
  )

  afterAll(() => {
    expect(most).toBeGreaterThan(1)
    expect(secretsOf.size).toBe(50)
  })
})

describe('a key of one test', () => {
  let secret = ''
  test('works in that test', async () => {
    secret = (await createKeys(['Mine'])).secrets[0] ?? ''
    expect((await fetch(`${BASE}/me`, init({ token: secret }))).status).toBe(200)
  })
  test('is unknown in the next test, which has another mock', async () => {
    const answer = await fetch(`${BASE}/me`, init({ token: secret }))
    expect(await answer.json()).toMatchObject({ code: 'invalid_key' })
  })
})

describe('options', () => {
  test('default to the standard system', ({ mock }) => {
    expect(mock.contract.system).toBe('standard')
  })

  describe('can be overridden in a describe', () => {
    test.override('mockOptions', { system: 'warehouse', now: '2026-01-01T00:00:00Z' })
    test('such as a system and a time', async ({ mock }) => {
      expect(mock.contract.system).toBe('warehouse')
      expect(String(mock.clock)).toBe('2026-01-01T00:00:00.000Z')
      expect((await fetch(`${BASE}/users`)).status).toBe(404)
    })
  })

  const shopTest = test
    .extend({ mockOptions: { baseUrl: 'https://shop.test/api/v1' } })
    .extend('token', ({ mock }) => signIn(mock.fetch))
  shopTest('or come with fixtures of one’s own', async ({ token }) => {
    expect((await fetch('https://shop.test/api/v1/me', init({ token }))).status).toBe(200)
  })
})

describe('hooks', () => {
  let token = ''
  test.beforeEach(async () => {
    token = await signIn(fetch)
  })
  test('use the mock of the test', async ({ mock }) => {
    expect((await mock.fetch(`${BASE}/me`, init({ token }))).status).toBe(200)
  })
})

describe('handlers that a test adds', () => {
  const status = async () => (await fetch(`${BASE}/me`)).status

  test.concurrent('are its own', async ({ network }) => {
    network.use(http.get('*/api/v1/me', () => new HttpResponse(null, { status: 418 })))
    await pause()
    expect(await status()).toBe(418)
    expect(network.listHandlers()).toHaveLength(2)
    network.resetHandlers()
    expect(await status()).toBe(401)
  })

  test.concurrent('and no other’s', async () => {
    for (let times = 0; times < 5; times++) {
      expect(await status()).toBe(401)
      await pause()
    }
  })
})

describe('outside of these tests', () => {
  plain('the global fetch is the real one', () => {
    expect(globalThis.fetch).toBe(realFetch)
  })
})
