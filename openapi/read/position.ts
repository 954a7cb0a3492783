/** Positions in files, as people read them. */
import { getLineColLocation, type LocationObject } from '@redocly/openapi-core'
import { shortPath } from './short-path.ts'

/** The lines and columns of a place in a file. */
export const placeOf = (location: LocationObject) => getLineColLocation(location)

/** `file:line:column`. */
export function positionOf(location: LocationObject): string {
  const { source, start } = placeOf(location)
  return `${shortPath(source.absoluteRef)}:${start.line}:${start.col}`
}
