/** `earlier`: a written time must not be later than the present one. */
import { parseTime } from '../../contract/time.ts'
import type { WrittenValue } from '../engine/written-value.ts'

export function validate({ property, value, self }: WrittenValue): string | undefined {
  const present = self?.row[property]
  if (typeof present !== 'string') return 'is not set, so it cannot be moved'
  return parseTime(String(value)) > parseTime(present) ? `must not be later than ${present}` : undefined
}
