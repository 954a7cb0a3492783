import { BrokenConnectionError } from '../broken-connection-error.ts'
import { codingsOf, decode } from './decode-body.ts'

/** The decoded bytes of a body, or why there are none. */
export type RawBody =
  | { readonly bytes: Uint8Array }
  /** The most bytes that a body may have. */
  | { readonly tooLarge: number }
  /** A content coding that cannot be decoded here. */
  | { readonly unsupported: string }
  /** The content codings that the body should have. */
  | { readonly undecodable: string }

/**
 * Reads a body, before and after its content codings are decoded.
 * @param max the most bytes
 * @throws {BrokenConnectionError} if the body breaks off, has been read before, or is not made of bytes
 */
export async function readBody(request: Request, max: number): Promise<RawBody> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (length > max) return { tooLarge: max }
  const raw = await readRaw(request, !Number.isNaN(length), max)
  const codings = codingsOf(request)
  return codings.length > 0 && 'bytes' in raw && raw.bytes.length > 0 ? decoded(raw.bytes, codings, max) : raw
}

/** @param max the maximum number of bytes after decoding */
export async function decoded(bytes: Uint8Array, codings: readonly string[], max: number): Promise<RawBody> {
  const stream = decode(new Uint8Array(bytes), codings)
  if (typeof stream === 'string') return { unsupported: stream }
  try {
    return await collect(stream, max)
  } catch {
    return { undecodable: codings.join(', ') }
  }
}

async function readRaw(request: Request, hasLength: boolean, max: number): Promise<RawBody> {
  try {
    // Firefox has no request streams: `body` is undefined.
    const stream: ReadableStream<Uint8Array> | null | undefined = hasLength ? undefined : request.body
    if (stream === null) return { bytes: new Uint8Array() }
    if (stream) return await collect(stream, max, canCancel(request))
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > max ? { tooLarge: max } : { bytes }
  } catch (cause) {
    throw new BrokenConnectionError(cause)
  }
}

/**
 * Whether the body can be cancelled before its end. The stream that Node makes of a FormData throws then, where nothing can
 * catch it, which ends the process.
 */
export function canCancel({ headers }: Request): boolean {
  return headers.get('content-type')?.startsWith('multipart/form-data') !== true
}

async function collect(stream: ReadableStream<Uint8Array>, max: number, isCancelled = true): Promise<RawBody> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of readChunks(stream, isCancelled)) {
    if (!ArrayBuffer.isView(chunk)) throw new TypeError('The body is not made of bytes.')
    size += chunk.length
    if (size > max) return { tooLarge: max }
    chunks.push(chunk)
  }
  return { bytes: concatenate(chunks, size) }
}

/** Safari cannot iterate a stream with `for await`. */
async function* readChunks(stream: ReadableStream<Uint8Array>, isCancelled: boolean): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Not awaited, because the sender may never stop.
    if (isCancelled) reader.cancel().catch(() => {})
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks
  if (chunks.length === 1 && only) return only
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
