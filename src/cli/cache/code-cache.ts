import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'

/** Makes Node.js keep the compiled code of the modules that are loaded from now on. */
export function cacheCode(): void {
  const folder = cacheFolder()
  if (folder !== undefined) enableCompileCache(join(folder, 'code'))
}

/** Writes it to the disk. Node.js does so when the process ends, but not if a signal kills it. */
export function saveCode(): void {
  flushCompileCache()
}
