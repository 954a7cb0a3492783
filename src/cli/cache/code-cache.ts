import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { cacheFolder, privateFolder } from './cache-folder.ts'

/** Makes Node.js keep the compiled code of the modules that are loaded from now on. */
export function cacheCode(): void {
  const folder = cacheFolder()
  // Node.js creates the folder with the umask. If others can write to it, they can replace the code of the next start.
  const code = folder && privateFolder(join(folder, 'code'))
  if (code !== undefined) enableCompileCache(code)
}

/** Writes it to the disk. Node.js does so when the process ends, but not if a signal kills it. */
export function saveCode(): void {
  flushCompileCache()
}
