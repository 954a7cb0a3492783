import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Fetch, Latchkey, type LatchkeyOptions } from '../../src/index.ts'

const KEY = 'lk_live_environment'

beforeEach(() => {
  vi.stubEnv('LATCHKEY_API_KEY', KEY)
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** The credential that a client with these options sends. */
async function sent(options: Partial<LatchkeyOptions<'standard'>>): Promise<string | null> {
  const fetch = vi.fn<Fetch>(async () => Response.json({}))
  await new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', fetch, ...(options as object) }).me.get()
  return new Headers(fetch.mock.calls[0]?.[1].headers).get('Authorization')
}

describe('the key in the environment', () => {
  it('is sent if no credential is given', async () => {
    expect(await sent({})).toBe(`Bearer ${KEY}`)
    expect(await sent({ apiKey: undefined, session: undefined })).toBe(`Bearer ${KEY}`)
  })

  it('is not sent if a credential is given', async () => {
    expect(await sent({ apiKey: 'lk_live_given' })).toBe('Bearer lk_live_given')
    expect(await sent({ session: 'ses_given' })).toBe('Bearer ses_given')
    expect(await sent({ apiKey: null, session: 'ses_given' })).toBe('Bearer ses_given')
  })

  it('is sent without a line break at its end', async () => {
    vi.stubEnv('LATCHKEY_API_KEY', `${KEY}\n`)
    expect(await sent({})).toBe(`Bearer ${KEY}`)
  })

  it('is not sent if the key is null, or if the environment has none', async () => {
    expect(await sent({ apiKey: null })).toBeNull()
    vi.stubEnv('LATCHKEY_API_KEY', '')
    expect(await sent({})).toBeNull()
    vi.stubGlobal('process', undefined)
    expect(await sent({})).toBeNull()
  })

  it('is not sent if the environment cannot be read', async () => {
    const env = {
      get LATCHKEY_API_KEY(): string {
        throw new Error('Requires env access')
      },
    }
    vi.stubGlobal('process', { env, versions: process.versions })
    expect(await sent({})).toBeNull()
  })
})

describe.each([
  ['a page', { window: globalThis, document: {} }],
  ['a worker of a page', { importScripts: () => {} }],
])('in %s', (_, globals) => {
  beforeEach(() => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  })

  it('rejects an API key', () => {
    const refusal = 'An API key in a browser is public: use a session, or set dangerouslyAllowBrowser.'
    const make = (dangerouslyAllowBrowser: boolean | undefined) => () =>
      new Latchkey({ system: 'standard', baseUrl: 'http://mock.example', apiKey: KEY, dangerouslyAllowBrowser })
    expect(make(undefined)).toThrow(new TypeError(refusal))
    expect(make(false)).toThrow(refusal)
    expect(make(true)).not.toThrow()
  })

  it('accepts a session, and does not read the environment', async () => {
    expect(await sent({ session: 'ses_given' })).toBe('Bearer ses_given')
    expect(await sent({})).toBeNull()
  })
})
