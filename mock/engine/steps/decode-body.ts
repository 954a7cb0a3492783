/** Content codings of HTTP (RFC 9110, 8.4.1), with their names for `DecompressionStream`. */
const FORMATS: Readonly<Record<string, string>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli' }

/** The codings that this runtime can decode. Older ones lack Brotli. */
export function supportedCodings(): readonly string[] {
  return ['gzip', 'deflate', 'br'].filter(coding => decoderOf(coding) !== undefined)
}

/** The codings of a body, in the order in which they were applied. */
export function codingsOf({ headers }: Request): readonly string[] {
  const codings = headers.get('Content-Encoding')?.split(',') ?? []
  return codings.map(coding => coding.trim().toLowerCase()).filter(coding => coding !== '' && coding !== 'identity')
}

/**
 * The stream of a decoded body, which fails if the body does not have the codings.
 * @returns the name of a coding that this runtime cannot decode instead, if there is one
 */
export function decode(
  bytes: Uint8Array<ArrayBuffer>,
  codings: readonly string[],
): ReadableStream<Uint8Array> | string {
  let stream: ReadableStream<Uint8Array<ArrayBuffer>> = new Blob([bytes]).stream()
  for (const coding of codings.toReversed()) {
    const decoder = decoderOf(coding)
    if (!decoder) return coding
    stream = stream.pipeThrough(decoder)
  }
  return stream
}

function decoderOf(coding: string): DecompressionStream | undefined {
  if (!Object.hasOwn(FORMATS, coding)) return undefined
  try {
    return new DecompressionStream(FORMATS[coding] as CompressionFormat)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
