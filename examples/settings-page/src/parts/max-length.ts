import type { FormEvent } from 'react'

/**
 * The validation error of a text; empty if it is short enough. Contracts count Unicode code points, an emoji as one. The
 * server removes the blanks around names before it counts.
 */
export function lengthErrorOf(text: string, max: number): string {
  const { length } = [...text.trim()]
  return length > max ? `Use at most ${max} characters, not ${length}.` : ''
}

/**
 * Validates the length of an input. The attribute `maxlength` counts UTF-16 code units, an emoji as two.
 * @param max in code points; null if there is no maximum
 */
export const checkLength = (max: number | null) => checkText(max)

/**
 * Validates an input.
 * @param max in code points; null if there is no maximum
 * @param check returns another validation error; empty if the text is valid
 */
export const checkText =
  (max: number | null, check: (text: string) => string = () => '') =>
  ({ currentTarget: input }: FormEvent<HTMLInputElement>): void =>
    input.setCustomValidity((max === null ? '' : lengthErrorOf(input.value, max)) || check(input.value))
