import { type ExecFileOptions, execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Runs a command to its end, and gives what it wrote to stdout and to stderr.
 * @throws {Error} with all that it wrote, where it does not end with 0, and in minutes
 */
export async function run(
  command: string,
  args: readonly string[],
  options: Pick<ExecFileOptions, 'cwd' | 'env'> = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return await promisify(execFile)(command, args, { timeout: 300_000, ...options }).catch(error => {
    throw new Error(`${error.message}\n${error.stdout}`)
  })
}
