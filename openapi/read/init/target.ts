import type { Keys } from '../../contract/pointer.ts'

/** The JSONPath (RFC 9535) of a place: `$.paths['/todos'].get`. */
export function targetOf(keys: Keys): string {
  return `$${keys.map(step).join('')}`
}

function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`
  return `['${key.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, escaped)}']`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
