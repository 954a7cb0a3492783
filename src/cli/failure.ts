import { CommanderError } from 'commander'

/** Why a command ends: what is wrong in one line, and what to do about it. */
export class Failure extends Error {
  override readonly name = 'Failure'
  /** 1: the command could not run; 2: what it was told to do makes no sense. */
  readonly exitCode: 1 | 2
  readonly hint: string

  constructor(exitCode: 1 | 2, message: string, hint = '') {
    super(message)
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** Commander has written its own messages already; for wrong usage it would exit with 1. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof Failure ? error.exitCode : 1
}

/** The text for stderr; empty where there is nothing left to say. */
export function explain(error: unknown): string {
  if (error instanceof CommanderError) return ''
  if (error instanceof Failure) return [`error: ${error.message}`, error.hint].filter(line => line !== '').join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
