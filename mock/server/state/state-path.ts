import { lstatSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errorCode } from '../error-code.ts'
import { StateError } from './state-error.ts'

/**
 * The absolute path of a state file. A symbolic link is followed, because a rewrite would replace the link itself.
 * @throws {StateError} if the path is not a file, or a link to nothing. Reading a pipe would never end, and a rewrite would
 * replace a device such as /dev/null
 */
export function statePath(file: string): string {
  const path = realPath(file)
  if (path !== undefined && !statSync(path).isFile())
    throw new StateError(`${file} is a directory, a device, a pipe or a socket.`, 'Choose a file with --state.')
  if (path === undefined && isLink(file))
    throw new StateError(
      `${file} is a symbolic link to a file that does not exist.`,
      'Create that file (it may be empty), or choose another file with --state.',
    )
  return path ?? resolve(file)
}

const isLink = (file: string) => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true

function realPath(file: string): string | undefined {
  try {
    // An empty path is the working directory.
    return realpathSync(resolve(file))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StateError(`${file} cannot be read (${errorCode(error)}).`, 'Choose another file with --state.', error)
  }
}
