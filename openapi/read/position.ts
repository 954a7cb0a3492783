/** Positions in files, as people read them. */
import { getLineColLocation, type LocationObject } from '@redocly/openapi-core'
import { describePlace } from './describe-place.ts'
import type { Place } from './document/types.ts'

/** The lines and columns of a place in a file. */
export const placeOf = (location: LocationObject) => getLineColLocation(location)

/** A place with the line and the column at which it begins. */
export function placeAt(location: LocationObject): Place {
  const { source, start } = placeOf(location)
  return { file: source.absoluteRef, line: start.line, column: start.col, pointer: location.pointer ?? '#/' }
}

/** `file:line:column`. */
export function positionOf(location: LocationObject): string {
  return describePlace(placeAt(location))
}
