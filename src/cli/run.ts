import { errorText, exitCodeOf } from './cli-error.ts'
import { createProgram } from './program.ts'

/** Runs the command line of this process. */
export async function run(): Promise<void> {
  try {
    await createProgram().parseAsync()
  } catch (error) {
    const text = errorText(error)
    if (text !== '') process.stderr.write(`${text}\n`)
    process.exitCode = exitCodeOf(error)
  }
}
