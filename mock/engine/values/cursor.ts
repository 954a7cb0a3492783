import { base62 } from './base62.ts'
import { crc32 } from './crc32.ts'

const CHECKSUM = 6

/**
 * A place in a list, as opaque text. It is bound to the query it was made for, and a changed one is recognised.
 * @param position JSON
 * @param scope what the cursor is good for: the operation, the caller and the query
 */
export function encodeCursor(position: readonly unknown[], scope: string): string {
  const payload = toBase64Url(JSON.stringify(position))
  return payload + checksum(payload, scope)
}

/** The position, or undefined where the cursor was changed or made for another scope. */
export function decodeCursor(cursor: string, scope: string): readonly unknown[] | undefined {
  const payload = cursor.slice(0, -CHECKSUM)
  if (!/^[\w-]+$/.test(payload) || cursor.slice(-CHECKSUM) !== checksum(payload, scope)) return undefined
  try {
    const position: unknown = JSON.parse(fromBase64Url(payload))
    return Array.isArray(position) ? position : undefined
  } catch {
    // A checksum is no signature: it can be made for any text.
    return undefined
  }
}

const checksum = (payload: string, scope: string) => base62(crc32(encodeURIComponent(`${scope} ${payload}`)), CHECKSUM)

const toBase64Url = (text: string) =>
  btoa(encodeURIComponent(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const fromBase64Url = (text: string) => decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
