/** The characters that parts of a regular expression match. */

/** Ranges of code points, both ends included. */
export type Ranges = readonly (readonly [from: number, to: number])[]

const LAST = 0x10ffff
const ALL: Ranges = [[0, LAST]]
const SETS: Readonly<Record<string, Ranges>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
    [0x2000, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
  n: [[10, 10]],
  r: [[13, 13]],
  t: [[9, 9]],
  v: [[11, 11]],
  f: [[12, 12]],
  0: [[0, 0]],
  '.': complement([
    [10, 10],
    [13, 13],
  ]),
}

/** The characters of a class by its letter: `d`, `w`, `s`, `.`. */
export function charactersIn(letter: string): Ranges {
  return SETS[letter] ?? ALL
}

interface Read {
  readonly ranges: Ranges
  /** The index after it. */
  readonly end: number
}

/** Reads an escape. Without ranges, it is an assertion or a back reference. */
export function readEscape(source: string, at: number): { readonly ranges?: Ranges; readonly end: number } {
  const letter = source.charAt(at + 1)
  const rest = source.slice(at, at + 40)
  const [property] = /^\\[pP]\{[^}]*\}/.exec(rest) ?? []
  // More than it matches: a loop may be found that is none, and never the reverse.
  if (property !== undefined) return { ranges: ALL, end: at + property.length }
  const [number, digits, inBraces] = /^\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/
    .exec(rest)
    ?.filter(part => part !== undefined) ?? [undefined]
  if (number !== undefined) {
    const point = Number.parseInt(inBraces ?? digits ?? '0', 16)
    return { ranges: [[point, point]], end: at + number.length }
  }
  if (/[bB1-9k]/.test(letter)) {
    const [whole = ''] = /^\\(k<[^>]*>|\d+|.)/.exec(rest) ?? []
    return { end: at + Math.max(2, whole.length) }
  }
  if (letter === 'c') return { ranges: ALL, end: at + 3 }
  const known = SETS[letter.toLowerCase()]
  if (known && letter !== '.') return { ranges: /[DWS]/.test(letter) ? complement(known) : known, end: at + 2 }
  const point = source.codePointAt(at + 1) ?? 0
  return { ranges: [[point, point]], end: at + 2 }
}

/** Reads `[...]`. */
export function readClass(source: string, start: number): Read {
  let at = start + 1
  const isNegated = source[at] === '^'
  if (isNegated) at++
  const ranges: (readonly [number, number])[] = []
  const readMember = (): Ranges => {
    if (source[at] === '\\') {
      const { ranges: escaped = [[8, 8]], end } = readEscape(source, at)
      at = end
      return escaped
    }
    const point = source.codePointAt(at) ?? 0
    at += point > 0xffff ? 2 : 1
    return [[point, point]]
  }
  while (at < source.length && source[at] !== ']') {
    const member = readMember()
    if (source[at] === '-' && source[at + 1] !== ']' && member.length === 1) {
      at++
      const to = readMember()
      ranges.push([member[0]?.[0] ?? 0, to[0]?.[1] ?? LAST])
    } else ranges.push(...member)
  }
  return { ranges: isNegated ? complement(ranges) : ranges, end: at + 1 }
}

function complement(ranges: Ranges): Ranges {
  const result: (readonly [number, number])[] = []
  let from = 0
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (start > from) result.push([from, start - 1])
    from = Math.max(from, end + 1)
  }
  if (from <= LAST) result.push([from, LAST])
  return result
}
