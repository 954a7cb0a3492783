/** What is wrong in a document, for the log. */
import { plural } from '../../openapi/contract/prose.ts'
import { describePlace } from '../../openapi/read/describe-place.ts'
import type { Warning } from '../../openapi/read/document/types.ts'

/** One line for each kind of mistake, with its first place. */
export function describeWarning({ message, count, places }: Warning): string {
  const [first] = places
  const where = first ? `${describePlace(first)} ` : ''
  return `${where}${message}${count > 1 ? ` (${count} ${plural('place', count)})` : ''}`
}
