import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TSC = join(ROOT, 'node_modules/typescript7/bin/tsc')

/**
 * Compiles files with the options of the repository, without writing output.
 *
 * @param folder Where `tsconfig.json` is written.
 * @param include The files: names or patterns, relative to the folder.
 * @param options Other compiler options.
 * @returns the errors of TypeScript, a line each, with paths relative to the folder
 */
export async function errorsOf(
  folder: string,
  include: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const compilerOptions = { typeRoots: [join(ROOT, 'node_modules/@types')], ...options }
  const config = { extends: join(ROOT, 'tsconfig.json'), compilerOptions, include, exclude: [] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const args = [TSC, '-p', folder, '--pretty', 'false']
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 100_000_000 }, (error, stdout, stderr) => {
      // It exits with 1 or 2 after errors in the files, which it prints.
      if (!error || /: error TS\d+: /.test(stdout)) resolve(stdout)
      else reject(new Error(`TypeScript failed: ${stderr || stdout || error.message}`, { cause: error }))
    })
  })
  return output.split('\n').filter(line => line !== '')
}
