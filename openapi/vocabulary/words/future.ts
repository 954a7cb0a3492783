/** `future`: a written time must be in the future. */
import { parseTime } from '../../contract/time.ts'
import type { WrittenValue } from '../engine/written-value.ts'

export function validate({ value, now }: WrittenValue): string | undefined {
  return parseTime(String(value)) <= now ? 'must be in the future' : undefined
}
