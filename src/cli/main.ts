#!/usr/bin/env node
import { exitCodeOf, explain } from './failure.ts'
import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  const text = explain(error)
  if (text !== '') process.stderr.write(`${text}\n`)
  process.exitCode = exitCodeOf(error)
}
