import type { Place } from './document/types.ts'
import { shortPath } from './short-path.ts'

/** `file:line:column`. */
export function describePlace({ file, line, column }: Place): string {
  return `${file === '' ? '' : shortPath(file)}:${line}:${column}`
}
