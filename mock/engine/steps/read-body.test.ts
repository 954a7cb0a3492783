import { describe, expect, test } from 'vitest'
import { streamOf } from '../../../test/engine/streams.ts'
import { readBody } from './read-body.ts'

const MIB = 1024 * 1024

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request('http://shop.test/', { method: 'POST', body, headers, ...{ duplex: 'half' } })
}

/** A body in chunks of these sizes, without a length. Each byte of a chunk is its size, modulo 256. */
const stream = (...sizes: readonly number[]) => streamOf(...sizes.map(size => new Uint8Array(size).fill(size % 256)))

async function sizeOf(request: Request): Promise<unknown> {
  const body = await readBody(request, MIB)
  return 'bytes' in body ? body.bytes.length : body
}

describe('a body', () => {
  test('is read with and without a length, in one chunk, in many or empty', async () => {
    expect(await readBody(request('abc'), MIB)).toEqual({ bytes: new TextEncoder().encode('abc') })
    expect(await readBody(request('abc', { 'content-length': '3' }), MIB)).toEqual({
      bytes: new TextEncoder().encode('abc'),
    })
    expect(await readBody(request(stream(1, 2, 0, 1)), MIB)).toEqual({ bytes: new Uint8Array([1, 2, 2, 1]) })
    expect([await sizeOf(request(null)), await sizeOf(request(stream())), await sizeOf(request(''))]).toEqual([0, 0, 0])
    expect(await sizeOf(request(null, { 'content-length': '0' }))).toBe(0)
  })

  test('of exactly 1 MiB is read, and one byte more is too large', async () => {
    expect(await sizeOf(request(stream(MIB - 1, 1)))).toBe(MIB)
    expect(await sizeOf(request(stream(MIB, 1)))).toEqual({ tooLarge: MIB })
    for (const length of [String(MIB), '7']) {
      const headers = { 'content-length': length }
      expect(await sizeOf(request(new Uint8Array(MIB), headers))).toBe(MIB)
      expect(await sizeOf(request(new Uint8Array(MIB + 1), headers))).toEqual({ tooLarge: MIB })
    }
  })

  test('is not read if its Content-Length is too large', async () => {
    const never = new ReadableStream({ pull: () => new Promise(() => {}) })
    for (const length of [String(MIB + 1), '1e10', 'Infinity'])
      expect(await sizeOf(request(never, { 'content-length': length }))).toEqual({ tooLarge: MIB })
  })

  test('that is too large is rejected even if the sender does not stop', async () => {
    const body = new ReadableStream({
      pull: controller => controller.enqueue(new Uint8Array(MIB)),
      cancel: () => new Promise(() => {}),
    })
    expect(await sizeOf(request(body))).toEqual({ tooLarge: MIB })
  })

  test('that cannot be read throws what fetch throws', async () => {
    const used = request('abc')
    await used.text()
    const locked = request(stream(1))
    locked.body?.getReader()
    const broken = new ReadableStream({ pull: controller => controller.error(new Error('gone')) })
    const odd = new ReadableStream({ pull: controller => controller.enqueue({ length: 1 }) })
    const withLength = request('abc', { 'content-length': '3' })
    await withLength.text()
    for (const unreadable of [used, locked, request(broken), request(odd), withLength])
      await expect(readBody(unreadable, MIB)).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })

  test('is read if requests have no stream', async () => {
    const request = { headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(3) } as Request
    expect(await sizeOf(request)).toBe(3)
    const large = { headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(MIB + 1) } as Request
    expect(await sizeOf(large)).toEqual({ tooLarge: MIB })
  })
})
