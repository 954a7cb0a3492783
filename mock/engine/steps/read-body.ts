import { BrokenConnectionError } from '../broken-connection-error.ts'

const MAX_BYTES = 1024 * 1024

/** The bytes of a body, or why there are none. */
export type RawBody = { readonly bytes: Uint8Array } | { readonly tooLarge: true }

/**
 * Reads a body of up to 1 MiB.
 * @throws {BrokenConnectionError} if the body breaks off, has been read before, or is not made of bytes
 */
export async function readBody(request: Request): Promise<RawBody> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (length > MAX_BYTES) return { tooLarge: true }
  try {
    return await read(request, !Number.isNaN(length))
  } catch (cause) {
    throw new BrokenConnectionError(cause)
  }
}

async function read(request: Request, hasLength: boolean): Promise<RawBody> {
  // Firefox has no request streams: `body` is undefined.
  const stream: ReadableStream<Uint8Array> | null | undefined = hasLength ? undefined : request.body
  if (stream === undefined) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > MAX_BYTES ? { tooLarge: true } : { bytes }
  }
  if (stream === null) return { bytes: new Uint8Array() }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of readChunks(stream)) {
    if (!ArrayBuffer.isView(chunk)) throw new TypeError('The body is not made of bytes.')
    size += chunk.length
    if (size > MAX_BYTES) return { tooLarge: true }
    chunks.push(chunk)
  }
  return { bytes: concatenate(chunks, size) }
}

/** Safari cannot iterate a stream with `for await`. */
async function* readChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Not awaited, because the sender may never stop.
    reader.cancel().catch(() => {})
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
