import { afterEach, describe, expect, it, vi } from 'vitest'
import { Latchkey } from '../../src/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** As JavaScript can call it, without types. */
function make(options: object): unknown {
  return Reflect.construct(Latchkey, [{ system: 'standard', baseUrl: 'https://shop.example/api/v1', ...options }])
}

describe('options', () => {
  it('lists the systems if the system is unknown, without quoting a key that was passed by mistake', () => {
    expect(() => make({ system: 'lk_live_secret' })).toThrow(
      new TypeError('system must be one of standard, account-keys, secret-keys, store-admin, user-keys, warehouse.'),
    )
    expect(() => make({ system: 'toString' })).toThrow(TypeError)
  })

  it('rejects two credentials', () => {
    expect(() => make({ apiKey: 'a', session: 'b' })).toThrow('Pass either apiKey or session, not both.')
    expect(make({ apiKey: 'a', session: undefined })).toBeInstanceOf(Latchkey)
    expect(make({ apiKey: undefined, session: 'b' })).toBeInstanceOf(Latchkey)
    expect(make({})).toBeInstanceOf(Latchkey)
  })

  it.each(['', 'lk_live_secret\n', 'lk_live_secret lk', 'lk_live_sécret', 7])(
    'rejects a credential that cannot be sent, without showing it: %j',
    value => {
      for (const option of ['apiKey', 'session']) {
        expect(() => make({ [option]: value })).toThrow(
          new TypeError(`${option} must be 1 to 4096 visible ASCII characters.`),
        )
      }
    },
  )

  it.each([
    undefined,
    '',
    'shop.example/api',
    '/api/v1',
    'ftp://shop.example',
    'https://u:p@shop.example',
    'https://shop.example/?key=K',
    'https://shop.example/#api',
  ])('rejects the base URL %j', baseUrl => {
    expect(() => make({ baseUrl })).toThrow(TypeError)
    expect(() => make({ baseUrl })).toThrow(/^baseUrl must be an http or https URL/)
  })

  it.each([undefined, null, ''])('rejects the base URL %j in a page as well', baseUrl => {
    vi.stubGlobal('location', { href: 'https://shop.example/settings/keys' })
    expect(() => make({ baseUrl })).toThrow(/^baseUrl must be an http or https URL/)
  })

  it.each(['https://shop.example/api/v1', 'https://shop.example/api/v1/', new URL('https://shop.example/api/v1//')])(
    'accepts a base URL with or without a slash at the end: %s',
    baseUrl => {
      expect(make({ baseUrl })).toMatchObject({ baseUrl: 'https://shop.example/api/v1' })
    },
  )

  it('rejects a warehouse id that cannot be sent', () => {
    for (const warehouseId of [Number.NaN, '', '7\r\nX: y'])
      expect(() => make({ warehouseId })).toThrow(/^warehouseId must be 1 to 4096 visible ASCII/)
  })

  it('rejects a credential that is too long, without showing it', () => {
    const longest = 'x'.repeat(4096)
    for (const option of ['apiKey', 'session']) {
      expect(make({ [option]: longest })).toBeInstanceOf(Latchkey)
      expect(() => make({ [option]: `${longest}x` })).toThrow(
        new TypeError(`${option} must be 1 to 4096 visible ASCII characters.`),
      )
    }
  })

  it.each(['timeout', 'totalTimeout', 'maxRetries'])('rejects a %s that is not a number of 0 or more', option => {
    for (const value of [null, '', '2', true, Number.NaN, -1])
      expect(() => make({ [option]: value })).toThrow(new TypeError(`${option} must be a number of 0 or more.`))
  })

  it('rejects a fetch or a tracing that is not a function', () => {
    expect(() => make({ fetch: 'fetch' })).toThrow('fetch must be a function.')
    // A tracer is not a function: `openTelemetry(tracer)` returns one.
    expect(() => make({ tracing: { startActiveSpan: () => {} } })).toThrow('tracing must be a function.')
  })
})
