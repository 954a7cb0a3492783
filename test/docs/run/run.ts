import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program, and rejects with its output if it fails. */
export const run = promisify(execFile)
