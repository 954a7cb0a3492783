#!/usr/bin/env node
import { errorText, exitCodeOf } from './cli-error.ts'
import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  const text = errorText(error)
  if (text !== '') process.stderr.write(`${text}\n`)
  process.exitCode = exitCodeOf(error)
}
