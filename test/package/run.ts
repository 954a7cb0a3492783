import { type ExecFileOptions, execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Runs a command, and returns its output to stdout and stderr.
 * @throws {Error} with its output, if it does not exit with 0 within minutes
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
