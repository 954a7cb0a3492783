import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const DOCS = join(ROOT, 'docs')
/** The folder of the built site. */
export const SITE = join(DOCS, 'site')
