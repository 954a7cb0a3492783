import { parsePattern } from '../patterns/parse.ts'
import { patternOf } from '../patterns/pattern.ts'
import { textOf } from '../patterns/text-of.ts'
import { isOfFormat, lengthOf } from '../validation/matches.ts'
import { type Chooser, chooserOf } from './chooser.ts'
import type { FlatSchema } from './flat-schema.ts'
import { textOfFormat, textOfName } from './realistic.ts'

/** How often a text is made from a pattern until it matches. */
const ATTEMPTS = 40
/** Longer texts are not made, whatever `minLength` says. */
const MAX_TEXT = 100_000

/** A text that a schema allows; undefined if none is found. */
export function makeText(flat: FlatSchema, name: string, seed: string, index: number): string | undefined {
  const isOk = allows(flat)
  const chooser = chooserOf(seed)
  const ofFormat = textOfFormat(flat.format, name, chooser)
  for (const text of [ofFormat, ofFormat === undefined ? textOfName(name, index, chooser) : undefined])
    if (text !== undefined)
      for (const candidate of [text, fitted(flat, text, chooser), text.toUpperCase()])
        if (isOk(candidate)) return candidate
  return fromPatterns(flat, seed, isOk)
}

function allows({ bounds, patterns, format }: FlatSchema): (text: string) => boolean {
  const tests = patterns.flatMap(source => patternOf(source) ?? [])
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = bounds
  return text => {
    const length = lengthOf(text)
    return (
      length >= minLength && length <= maxLength && tests.every(({ test }) => test(text)) && isOfFormat(format, text)
    )
  }
}

/** The text cut or padded to the allowed length. */
function fitted({ bounds, format }: FlatSchema, text: string, chooser: Chooser): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = bounds
  const length = lengthOf(text)
  if (length > maxLength)
    return Array.from(text).slice(0, maxLength).join('').trimEnd().padEnd(Math.min(minLength, maxLength), 'a')
  if (length >= minLength || minLength > MAX_TEXT) return text
  const missing = minLength - length
  if (format === 'uri' || format === 'url') return text + 'a'.repeat(missing)
  if (format === 'email') return 'a'.repeat(missing) + text
  if (format === 'date-time') return longerTime(text, missing)
  const digits = Array.from({ length: missing }, () => chooser.below(10)).join('')
  return text.includes(' ') ? text.padEnd(minLength, `. ${text}`) : text + digits
}

/** A time with the offset written in full, or with digits of a second. */
function longerTime(text: string, missing: number): string {
  const end = missing === '+00:00'.length - 'Z'.length ? '+00:00' : `.${'0'.repeat(missing - 1)}Z`
  return text.replace(/Z$/, end)
}

function fromPatterns(flat: FlatSchema, seed: string, isOk: (text: string) => boolean): string | undefined {
  const parsed = flat.patterns.flatMap(source => parsePattern(source) ?? [])
  const least = flat.bounds.minLength ?? 0
  // Short texts are easier to read, and some patterns ask for longer ones.
  const extras = [2, 6, 0, least, 14, 40].filter(extra => extra <= MAX_TEXT)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const pattern of parsed) {
      const text = textOf(pattern, chooserOf(`${seed} ${attempt}`), extras[attempt % extras.length] ?? 0)
      if (isOk(text)) return text
      const candidate = fitted(flat, text, chooserOf(seed))
      if (candidate !== text && isOk(candidate)) return candidate
    }
  }
  return undefined
}
