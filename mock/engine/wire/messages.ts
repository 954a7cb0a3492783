/** `$messages` of an error dialect: the texts of all errors of a request. */
import type { ErrorDialect } from '../../../openapi/contract/dialect.ts'
import { plainPointerKeys } from '../../../openapi/contract/pointer.ts'
import type { ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import { compileTemplate } from './template.ts'

export type Messages = NonNullable<ErrorDialect['messages']>

/** @returns the text for a list of errors */
export function compileMessages(messages: Messages): (errors: readonly ValidationError[]) => string {
  const { separator = '; ', most, ...texts } = messages
  const kinds = new Map(Object.entries(texts).map(([kind, text]) => [kind, compileTemplate(text)]))
  return errors => {
    const shown = kinds.has('unknown') ? unknownAsOne(errors) : errors.map(error => ({ error, names: '' }))
    return shown
      .slice(0, most)
      .map(({ error, names }) => {
        const { mistake, message } = error
        const text = (mistake && kinds.get(mistake.kind)) ?? kinds.get('other')
        if (!text) return message
        const values = { ...placeholdersOf(error), names }
        return String(text.fill(name => Reflect.get(values, name)))
      })
      .join(separator)
  }
}

interface Shown {
  readonly error: ValidationError
  /** The members that are unknown. */
  readonly names: string
}

/** All unknown members are one error, after the others. */
function unknownAsOne(errors: readonly ValidationError[]): Shown[] {
  const isUnknown = ({ mistake }: ValidationError) => mistake?.kind === 'unknown'
  const [first, ...others] = errors.filter(isUnknown)
  const known = errors.filter(error => !isUnknown(error)).map(error => ({ error, names: '' }))
  if (!first) return known
  const names = [first, ...others].map(({ pointer }) => plainPointerKeys(pointer).at(-1) ?? '').join(', ')
  return [...known, { error: first, names }]
}

function placeholdersOf({ pointer, message, mistake }: ValidationError) {
  return {
    field: plainPointerKeys(pointer).join('.'),
    message,
    expected: mistake?.expected?.join(', '),
    value: mistake?.value,
    received: typeOf(mistake?.value),
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
