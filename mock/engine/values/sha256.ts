import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Node's implementation, if available: each request needs several hashes, and it is many times faster. */
const native = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:crypto')?.hash

/** SHA-256 of a text in UTF-8, in hex. */
export const sha256Hex: (text: string) => string = native
  ? text => native('sha256', text, 'hex')
  : text => bytesToHex(sha256(utf8ToBytes(text)))
