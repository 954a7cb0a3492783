import type { Contract } from './contract.ts'

/** The paths of all servers, that of the first one first. */
export function basePathsOf({ basePath, otherBasePaths = [] }: Contract): readonly string[] {
  return [basePath, ...otherBasePaths]
}

/** A path without the base path; undefined if it is not below it. */
export function pathBelow(basePath: string, pathname: string): string | undefined {
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : undefined
}
