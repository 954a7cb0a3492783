/** `earlier`: a written time must not be later than the present one. */
import { readTime } from '../../contract/unix-time.ts'
import type { WrittenValue } from '../engine/written-value.ts'

export function validate({ property, keywords, value, self }: WrittenValue): string | undefined {
  const present = self?.row[property]
  const end = readTime(keywords, present)
  if (Number.isNaN(end)) return 'is not set, so it cannot be moved'
  return readTime(keywords, value) > end ? `must not be later than ${present}` : undefined
}
