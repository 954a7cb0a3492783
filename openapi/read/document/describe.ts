/** Warnings as people read them. */
import { counted } from '../../contract/prose.ts'
import type { Warning } from './types.ts'

/**
 * One paragraph for each warning, with its first place, and a summary; nothing if there are no warnings.
 *
 * @param shorten makes the path of a file short
 */
export function describeWarnings(
  warnings: readonly Warning[],
  shorten: (file: string) => string = file => file,
): readonly string[] {
  if (warnings.length === 0) return []
  const places = warnings.reduce((sum, { count }) => sum + count, 0)
  return [
    ...warnings.map(warning => `${placeOf(warning, shorten)}\n  ${warning.message}`),
    `${counted(warnings.length, 'warning')}, in ${counted(places, 'place')}. The document can be used.`,
  ]
}

function placeOf({ places: [place], count }: Warning, shorten: (file: string) => string): string {
  const others = count > 1 ? ` and ${counted(count - 1, 'other place')}` : ''
  if (!place) return others
  if (place.file === '') return `${place.pointer}${others}`
  return `${shorten(place.file)}:${place.line}:${place.column}${others}`
}
