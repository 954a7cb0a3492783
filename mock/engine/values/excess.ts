/** Limits of the structure of a JSON text. */

/** How many levels of arrays and objects there may be. Validators recurse at each. */
const MAX_DEPTH = 100
/** How many members one object may have. Each pass over 100,000 of them takes longer than parsing them. */
const MAX_MEMBERS = 10_000

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Which limit a JSON text exceeds; undefined if none. It takes a tenth of the time of parsing the text. */
export function excessOf(json: Uint8Array): string | undefined {
  /** The commas seen in each open object, and NaN for each open list. */
  const commas: number[] = []
  let isText = false
  for (let index = 0; index < json.length; index++) {
    const byte = json[index]
    if (isText) {
      if (byte === BACKSLASH) index++
      else if (byte === QUOTE) isText = false
      continue
    }
    switch (byte) {
      case QUOTE:
        isText = true
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (commas.push(byte === OPEN_OBJECT ? 0 : Number.NaN) > MAX_DEPTH)
          return `must not be nested more than ${MAX_DEPTH} levels deep`
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        commas.pop()
        break
      case COMMA: {
        const count = (commas.pop() ?? 0) + 1
        if (count >= MAX_MEMBERS) return `must not have an object with more than ${MAX_MEMBERS} members`
        commas.push(count)
        break
      }
    }
  }
  return undefined
}
