/** How a command fails. */
import { CommanderError } from '@commander-js/extra-typings'

/** A failure that the user can fix. The message describes what is wrong, and the hint what to do. */
export class CliError extends Error {
  override readonly name = 'CliError'
  /** 1: the command could not run; 2: wrong usage or a wrong contract. */
  readonly exitCode: 1 | 2
  readonly hint: string

  constructor(exitCode: 1 | 2, message: string, hint = '', cause?: unknown) {
    super(message, { cause })
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** Commander's own exit code for wrong usage is 1. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof CliError ? error.exitCode : 1
}

/** The text for stderr. Empty for errors of commander, which has printed them already. */
export function errorText(error: unknown): string {
  if (error instanceof CommanderError) return ''
  if (error instanceof CliError) return [`error: ${error.message}`, error.hint].filter(line => line !== '').join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
