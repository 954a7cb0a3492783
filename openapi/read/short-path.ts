import { relative } from 'node:path'

/** A path relative to the working directory if the file is inside it. */
export function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}
