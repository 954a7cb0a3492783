import { expect } from 'vitest'
import type { Snippet } from '../snippets.ts'
import { withCommand } from './command.ts'
import { run } from './run.ts'

/** Runs commands against a server with a document, and asserts that they print what the guide says. */
export async function runWithDocument(file: string, cwd: string, { source, output }: Snippet): Promise<void> {
  expect(await outputOf(['mock', file], cwd, source)).toBe(output)
}

/** What commands print that are run in a folder, with a server that was started by the arguments of `latchkey`. */
export async function outputOf(args: readonly string[], cwd: string, source: string): Promise<string> {
  let printed = ''
  await withCommand(args, { cwd }, async url => {
    const script = source.replaceAll('http://127.0.0.1:4010', url)
    printed = (await run('bash', ['-euo', 'pipefail', '-c', script], { cwd })).stdout
  })
  return printed
}
