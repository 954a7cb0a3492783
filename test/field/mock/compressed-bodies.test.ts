/** "My client compresses its requests, and the mock says that they are not JSON." */
// Source: mendhak/docker-http-https-echo #31, pact-foundation/pact-jvm #556
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createMock } from '../../../mock/index.ts'
import { open } from '../../server/serving.ts'
import { ENTRY_POINTS } from './entry-points.ts'

const MIB = 1024 * 1024
const CODINGS = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['identity', (text: string) => Buffer.from(text)],
  ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
] as const

describe.each(ENTRY_POINTS)('in %s', (_, open) => {
  const start = async () => {
    const mock = createMock()
    const { fetch, base } = await open(mock)
    const { headers } = mock.signIn('admin')
    return async (coding: string, body: Uint8Array, sent: Readonly<Record<string, string>> = headers) => {
      const response = await fetch(`${base}/api-keys`, {
        method: 'POST',
        headers: { ...sent, 'Content-Type': 'application/json', 'Content-Encoding': coding },
        body: new Uint8Array(body),
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    }
  }

  test.each(CODINGS)('a body with the coding %s is read', async (coding, compress) => {
    const answer = await (await start())(coding, compress('{"name":"Ünïcode"}'))
    expect([answer.status, answer.body.name]).toEqual([201, 'Ünïcode'])
  })

  test('another coding is a 415 with Accept-Encoding, after the check of the credentials', async () => {
    const send = await start()
    const { status, headers, body } = await send('zstd', zstdCompressSync('{"name":"x"}'))
    expect([status, body.code, headers.get('accept-encoding')]).toEqual([
      415,
      'unsupported_media_type',
      'gzip, deflate, br',
    ])
    expect(body.detail).toBe('The body has the content coding zstd. Content-Encoding must be gzip, deflate or br.')
    expect((await send('zstd', Buffer.from('x'), {})).status).toBe(401)
  })

  test('a body of more than 1 MiB after decoding is too large, and one without its coding is malformed', async () => {
    const send = await start()
    const bomb = gzipSync(JSON.stringify({ name: 'x'.repeat(64 * MIB) }))
    expect(bomb.length).toBeLessThan(MIB)
    expect((await send('gzip', bomb)).status).toBe(413)
    for (const bytes of [Buffer.from('{"name":"x"}'), gzipSync('{"name":"x"}').subarray(0, -4)]) {
      const { status, body } = await send('gzip', bytes)
      expect([status, body.code]).toEqual([400, 'malformed_json'])
      expect(body.detail).toBe('The body is not valid gzip, which its Content-Encoding names.')
    }
  })
})

test('the controls of the server read compressed bodies too', async () => {
  const { origin } = await open()
  const send = async (coding: string, body: Uint8Array) => {
    const headers = { 'Content-Encoding': coding }
    const response = await fetch(`${origin}/__mock/clock`, { method: 'POST', headers, body: new Uint8Array(body) })
    return [response.status, (await response.json()).code]
  }
  expect(await send('gzip', gzipSync('{"advance":"PT1M"}'))).toEqual([200, undefined])
  expect(await send('zstd', Buffer.from('x'))).toEqual([415, 'unsupported_media_type'])
  expect(await send('br', Buffer.from('x'))).toEqual([400, 'malformed_body'])
})
