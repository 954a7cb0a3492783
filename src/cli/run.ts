import { printable } from '../../mock/engine/values/printable.ts'
import { errorText, exitCodeOf } from './cli-error.ts'
import { createProgram } from './program.ts'

/** Runs the command line of this process. */
export async function run(): Promise<void> {
  try {
    await createProgram().parseAsync()
  } catch (error) {
    const text = errorText(error)
    if (text !== '') process.stderr.write(`${printable(text)}\n`)
    process.exitCode = exitCodeOf(error)
  }
}
