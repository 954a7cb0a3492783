import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const DOCS = join(ROOT, 'docs')
/** Where the site is built. */
export const SITE = join(DOCS, 'site')
