import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const DOCS = join(ROOT, 'docs')
/** The folder of the built site. */
export const SITE = join(DOCS, 'site')

/** The relative path from a page to the root of the site, which works from disk and below any path of a server. */
export function rootFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1)
}
