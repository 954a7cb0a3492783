/**
 * The second line of a state file: how many bytes of the file hold changes that responses have reported. Without it, a
 * file that lost its end would look like one whose last change was never reported.
 */
import { encodeLine, lineOf, START } from './line.ts'

const DIGITS = 15

/** Always of the same length, so that it can be overwritten in place. */
export const encodeConfirmed = (bytes: number): string => encodeLine(lineOf(String(bytes).padStart(DIGITS, '0'), START))

/** Undefined if it is not the value of such a line. */
export function confirmedOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{15}$/.test(value) ? Number(value) : undefined
}
