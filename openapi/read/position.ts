/** Positions in files, as people read them. */
import { relative } from 'node:path'
import { getLineColLocation, type LocationObject } from '@redocly/openapi-core'

/** The lines and columns of a place in a file. */
export const placeOf = (location: LocationObject) => getLineColLocation(location)

/** `file:line:column`. */
export function positionOf(location: LocationObject): string {
  const { source, start } = placeOf(location)
  return `${shortPath(source.absoluteRef)}:${start.line}:${start.col}`
}

/** A path relative to the working directory if the file is inside it. */
export function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}
