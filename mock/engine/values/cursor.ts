import { base62 } from './base62.ts'
import { crc32 } from './crc32.ts'

const CHECKSUM = 6

/**
 * A position in a list as an opaque string. It is bound to its query, and changes to it are detected.
 * @param position JSON
 * @param scope the operation, the caller and the query that the cursor is valid for
 */
export function encodeCursor(position: readonly unknown[], scope: string): string {
  const payload = toBase64Url(JSON.stringify(position))
  return payload + checksum(payload, scope)
}

/** The position, or undefined if the cursor was changed or is for another scope. */
export function decodeCursor(cursor: string, scope: string): readonly unknown[] | undefined {
  const payload = cursor.slice(0, -CHECKSUM)
  if (!/^[\w-]+$/.test(payload) || cursor.slice(-CHECKSUM) !== checksum(payload, scope)) return undefined
  try {
    const position: unknown = JSON.parse(fromBase64Url(payload))
    return Array.isArray(position) ? position : undefined
  } catch {
    // A checksum is not a signature: anyone can compute it.
    return undefined
  }
}

const checksum = (payload: string, scope: string) => base62(crc32(encodeURIComponent(`${scope} ${payload}`)), CHECKSUM)

const toBase64Url = (text: string) =>
  btoa(encodeURIComponent(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const fromBase64Url = (text: string) => decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
