/** `future`: a written time must be in the future. */
import { readTime } from '../../contract/unix-time.ts'
import type { WrittenValue } from '../engine/written-value.ts'

export function validate({ keywords, value, now }: WrittenValue): string | undefined {
  return readTime(keywords, value) <= now ? 'must be in the future' : undefined
}
