import { mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** `off`, or the folder to use. */
const VARIABLE = 'LATCHKEY_CACHE'

/**
 * The folder for what the next start can use again. It is created if it does not exist, for this user only: others could
 * otherwise replace what this process runs.
 * @returns undefined if caching is turned off, or if there is no such folder
 */
export function cacheFolder(): string | undefined {
  const { [VARIABLE]: chosen, XDG_CACHE_HOME: base, LOCALAPPDATA: local } = process.env
  if (chosen === 'off') return undefined
  try {
    const folder = chosen || join(base || local || join(homedir(), '.cache'), 'latchkey')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return isPrivate(folder) ? folder : undefined
  } catch {
    // For example, there is no home, or it cannot be written. Everything works without a cache.
    return undefined
  }
}

/** Windows has no such permissions. There the folder is below the profile of the user. */
function isPrivate(folder: string): boolean {
  const { uid, mode } = statSync(folder)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}
