import { mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** `off`, or the folder to use. */
const VARIABLE = 'LATCHKEY_CACHE'

/**
 * The folder for what the next start can use again. It is created if it does not exist, for this user only: others could
 * otherwise replace what this process runs.
 * @returns undefined if caching is turned off, or if there is no such folder
 */
export function cacheFolder(): string | undefined {
  const { [VARIABLE]: chosen } = process.env
  if (chosen === 'off') return undefined
  const base = cacheOfUser()
  const folder = chosen || (base && join(base, 'latchkey'))
  return folder ? privateFolder(folder) : undefined
}

/** Undefined without a home. Relative paths do not count: they would be in the project of the user. */
function cacheOfUser(): string | undefined {
  const { XDG_CACHE_HOME: base = '', LOCALAPPDATA: local = '' } = process.env
  return [base, local, join(home(), '.cache')].find(isAbsolute)
}

function home(): string {
  try {
    return homedir()
  } catch {
    // A user without an entry in the list of users, as in some containers.
    return ''
  }
}

/** Creates a folder that only this user can write. Undefined if it exists and others can, or if it cannot be created. */
export function privateFolder(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return isPrivate(folder) ? folder : undefined
  } catch {
    // For example, the home cannot be written. Everything works without a cache.
    return undefined
  }
}

/** Windows has no such permissions. There the folder is below the profile of the user. */
function isPrivate(folder: string): boolean {
  const { uid, mode } = statSync(folder)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}
