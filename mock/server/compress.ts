/** Compresses the pages and their files. They rarely change, so each is compressed once. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest\+json)|image\/svg)/

/** Takes a tenth of a second for the largest script, and saves almost as much as the maximum. */
const BROTLI_QUALITY = 9

type Bytes = Uint8Array<ArrayBuffer>
type Encode = (bytes: Bytes) => Promise<Uint8Array>

/** The preferred one first. Nothing of `node:zlib` is read before it is used, because loading it would delay each start. */
const ENCODINGS: readonly (readonly [name: string, encode: Encode])[] = [
  ['br', bytes => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })],
  ['gzip', bytes => promisify(gzip)(bytes)],
]

/** Compresses responses with an `ETag`, by which they are recognized. */
export function compress(): MiddlewareHandler<Env> {
  /** The last version of each file, by its URL and encoding. */
  const known = new Map<string, { readonly tag: string; readonly bytes: Promise<Bytes> }>()
  return async (context, next) => {
    await next()
    const tag = context.res.headers.get('ETag')
    const type = context.res.headers.get('Content-Type') ?? ''
    if (context.res.status !== 200 || tag === null || !COMPRESSIBLE.test(type)) return
    context.header('Vary', 'Accept-Encoding', { append: true })
    const accepted = context.req.header('Accept-Encoding') ?? ''
    const [name, encode] = ENCODINGS.find(([name]) => accepted.includes(name)) ?? []
    if (!name || !encode) return
    const key = `${name} ${context.req.path}`
    let file = known.get(key)
    if (file?.tag !== tag) {
      file = {
        tag,
        bytes: context.res
          .arrayBuffer()
          .then(body => encode(new Uint8Array(body)))
          .then(bytesOf),
      }
      known.set(key, file)
    }
    const headers = new Headers(context.res.headers)
    headers.delete('Content-Length')
    headers.set('Content-Encoding', name)
    // The tag is that of the file, not of these bytes.
    headers.set('ETag', tag.startsWith('W/') ? tag : `W/${tag}`)
    context.res = undefined
    context.res = new Response(await file.bytes, { headers })
  }
}

const bytesOf = (encoded: Uint8Array): Bytes => new Uint8Array(encoded)
