import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errorCode } from '../error-code.ts'
import { StateError } from './state-error.ts'

/**
 * The absolute path of a state file. A symbolic link is followed, because a rewrite would replace the link itself.
 * @throws {StateError} if the path is not a file. Reading a pipe would never end, and a rewrite would replace a device
 * such as /dev/null
 */
export function statePath(file: string): string {
  const path = realPath(file)
  if (path !== undefined && !statSync(path).isFile())
    throw new StateError(`${file} is a directory, a device, a pipe or a socket.`, 'Choose a file with --state.')
  return path ?? resolve(file)
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StateError(`${file} cannot be read (${errorCode(error)}).`, 'Choose another file with --state.', error)
  }
}
