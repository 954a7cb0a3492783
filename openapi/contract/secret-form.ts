/** The forms of secrets, as `secret` writes them: `sk_{hex:64}`. */
import { isMinting } from './verbs.ts'
import type { PropertyWords } from './words.ts'

type SecretWords = NonNullable<PropertyWords['secret']>
type Row = Readonly<Record<string, unknown>>

/** A form, and how the secrets that have it are shown. */
export interface SecretKind {
  readonly form: string
  readonly hidden?: string | null
  readonly shown?: 'always'
}

export const ALPHABETS = {
  hex: '0123456789abcdef',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  digits: '0123456789',
} as const

export type Alphabet = keyof typeof ALPHABETS

/** A part of a form. `checksum`: of everything before it. `property`: the value of a property of the record. */
export type FormPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'random'; readonly alphabet: Alphabet; readonly length: number }
  | { readonly is: 'uuid' }
  | { readonly is: 'property'; readonly property: string }
  | { readonly is: 'checksum' }

/** How many characters a checksum has. */
export const CHECKSUM_LENGTH = 6
const UUID_DIGITS = 32
const MAX_LENGTH = 1000

const PLACEHOLDER = /\{(\$\w+|[a-z0-9]+)(?::(\d{1,4}))?\}/g

/** @throws {RangeError} if it is not a form */
export function parseForm(form: string): readonly FormPart[] {
  const parts: FormPart[] = []
  let end = 0
  const addText = (text: string) => {
    if (/[{}]/.test(text)) throw new RangeError(`\`${text}\` has a brace that is not part of a placeholder`)
    if (/[^\x21-\x7e]/.test(text)) throw new RangeError(`\`${text}\` has a blank, or a character that is not ASCII`)
    if (text !== '') parts.push({ is: 'text', text })
  }
  for (const found of form.matchAll(PLACEHOLDER)) {
    addText(form.slice(end, found.index))
    parts.push(placeholder(found[0], found[1] ?? '', found[2]))
    end = found.index + found[0].length
  }
  addText(form.slice(end))
  const checksum = parts.findIndex(part => part.is === 'checksum')
  if (checksum >= 0 && checksum < parts.length - 1) throw new RangeError('`{crc32}` must stand at the end')
  return parts
}

function placeholder(written: string, name: string, digits: string | undefined): FormPart {
  if (isAlphabet(name) && digits !== undefined) {
    const length = Number(digits)
    if (length >= 1 && length <= MAX_LENGTH) return { is: 'random', alphabet: name, length }
    throw new RangeError(`\`${written}\` must have 1 to ${MAX_LENGTH} characters`)
  }
  if (name.startsWith('$') && digits === undefined) return { is: 'property', property: name.slice(1) }
  if (name === 'uuid' && digits === undefined) return { is: 'uuid' }
  if (name === 'crc32' && digits === undefined) return { is: 'checksum' }
  throw new RangeError(
    `\`${written}\` is not a placeholder: use \`{hex:N}\`, \`{base62:N}\`, \`{base58:N}\`, \`{base64url:N}\`, \`{digits:N}\`, \`{uuid}\`, \`{crc32}\` or \`{$property}\``,
  )
}

const isAlphabet = (name: string): name is Alphabet => Object.hasOwn(ALPHABETS, name)

/** The form of secrets with a `prefix`. */
export const formOfPrefix = (prefix: string): string => `${prefix}_{base62:43}{crc32}`

/** The kinds of secrets of a property: one, or one for each value of the property in `by`. */
export function secretKinds({ prefix, form, hidden, shown, forms }: SecretWords): readonly SecretKind[] {
  if (forms) return Object.values(forms)
  return [
    {
      form: form ?? formOfPrefix(prefix ?? ''),
      ...(hidden !== undefined && { hidden }),
      ...(shown !== undefined && { shown }),
    },
  ]
}

/** The kind of the secret of a record; undefined if it has none. */
export function secretKindOf(words: SecretWords, row: Row): SecretKind | undefined {
  if (words.by === undefined) return secretKinds(words)[0]
  const value = String(row[words.by])
  return words.forms && Object.hasOwn(words.forms, value) ? words.forms[value] : undefined
}

/** The text that all secrets of a form start with. */
export function startOf(form: string): string {
  const [first] = parseForm(form)
  return first?.is === 'text' ? first.text : ''
}

/** How many characters of a form are random. */
export function randomLength(form: string): number {
  return parseForm(form).reduce((sum, part) => sum + (part.is === 'random' ? part.length : isUuid(part)), 0)
}

const isUuid = ({ is }: FormPart) => (is === 'uuid' ? UUID_DIGITS : 0)

/** How long a secret of a form is at least. */
export function lengthOf(form: string): number {
  return parseForm(form).reduce((sum, part) => sum + lengthOfPart(part), 0)
}

function lengthOfPart(part: FormPart): number {
  switch (part.is) {
    case 'text':
      return part.text.length
    case 'random':
      return part.length
    case 'uuid':
      return UUID_DIGITS + 4
    case 'property':
      return 0
    case 'checksum':
      return CHECKSUM_LENGTH
  }
}

const CLASSES: Readonly<Record<Alphabet, string>> = {
  hex: '[0-9a-f]',
  base62: '[0-9A-Za-z]',
  base58: '[1-9A-HJ-NP-Za-km-z]',
  base64url: '[\\w-]',
  digits: '\\d',
}
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** A pattern that the secrets of a form match as a whole. */
export function formPattern(form: string): RegExp {
  return new RegExp(`^${parseForm(form).map(patternOf).join('')}$`)
}

function patternOf(part: FormPart): string {
  switch (part.is) {
    case 'text':
      return part.text.replaceAll(/\W/g, '\\$&')
    case 'random':
      return `${CLASSES[part.alphabet]}{${part.length}}`
    case 'uuid':
      return UUID
    case 'property':
      return '[!-~]*?'
    case 'checksum':
      return `${CLASSES.base62}{${CHECKSUM_LENGTH}}`
  }
}

/** A text that starts a secret is telling from this length. */
const TELLING = 3
const LEAST_AFTER_TEXT = 8
const LEAST = 16

/**
 * What a secret of the form, or most of one, looks like in a text. Undefined if it cannot be told from other text. The time
 * of a search is proportional to the text.
 */
export function searchPattern(form: string): string | undefined {
  const parts = parseForm(form).filter(({ is }) => is !== 'property')
  const [first] = parts
  const isTelling = first?.is === 'text' && first.text.length >= TELLING
  const needed = isTelling ? LEAST_AFTER_TEXT : LEAST
  if (randomLength(form) < needed) return undefined
  let pattern = first?.is === 'random' ? `(?<!${CLASSES[first.alphabet]})` : ''
  let found = 0
  for (const part of parts) {
    // After enough of it, the rest may be cut off.
    if (isTelling && found >= needed) return `${pattern}(?:${[...new Set(parts.map(charactersOf))].join('|')})*`
    pattern +=
      part.is === 'random'
        ? `${CLASSES[part.alphabet]}{${isTelling ? LEAST_AFTER_TEXT : part.length},}`
        : patternOf(part)
    found += part.is === 'random' ? part.length : isUuid(part)
  }
  return pattern
}

function charactersOf(part: FormPart): string {
  switch (part.is) {
    case 'text':
      return `[${part.text.replaceAll(/\W/g, '\\$&')}]`
    case 'random':
      return CLASSES[part.alphabet]
    case 'uuid':
      return '[0-9a-f-]'
    case 'property':
      return '[!-~]'
    case 'checksum':
      return CLASSES.base62
  }
}

const SHOWN = /\{(first|last):(\d{1,3})\}/g
const PROPERTIES = /\{\$(\w+)\}/g

/** How many characters of the secret a form of `redacts` shows. */
export function shownLength(form: string): number {
  return [...form.matchAll(SHOWN)].reduce((sum, [, , count]) => sum + Number(count), 0)
}

/**
 * What `redacts` shows of a secret.
 * @param row the record; the properties in the form are those that the secret begins with
 */
export function redactBy(form: string, secret: string, row: Row = {}): string {
  let rest = secret
  const filled = form.replaceAll(PROPERTIES, (_, property: string) => {
    const value = propertyText(row, property)
    if (rest.startsWith(value)) rest = rest.slice(value.length)
    return value
  })
  return filled.replaceAll(SHOWN, (_, which: string, digits: string) => {
    const count = Number(digits)
    return which === 'first' ? rest.slice(0, count) : rest.slice(Math.max(0, rest.length - count))
  })
}

/** A property of the record as a part of its secret. */
export function propertyText(row: Row, property: string): string {
  return String(row[property] ?? '')
}

/** Whether the responses of an operation show the secrets of a property that are not always shown. */
export function isShownBy(
  { shown_by }: Pick<PropertyWords, 'shown_by'>,
  { id, does }: { readonly id: string; readonly does: string },
): boolean {
  return shown_by ? shown_by.includes(id) : isMinting(does)
}

/** Whether an operation shows some secret of a property. */
export function showsSecret(
  keywords: PropertyWords,
  operation: { readonly id: string; readonly does: string },
): boolean {
  if (!keywords.secret) return false
  return isShownBy(keywords, operation) || secretKinds(keywords.secret).some(({ shown }) => shown === 'always')
}
