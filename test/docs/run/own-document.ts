import { expect } from 'vitest'
import type { Snippet } from '../snippets.ts'
import { withCommand } from './command.ts'
import { run } from './run.ts'

/** Runs commands against a server with a document, and asserts that they print what the guide says. */
export async function runWithDocument(file: string, cwd: string, { source, output }: Snippet): Promise<void> {
  await withCommand(['mock', file], { cwd }, async url => {
    const script = source.replaceAll('http://127.0.0.1:4010', url)
    expect((await run('bash', ['-euo', 'pipefail', '-c', script])).stdout).toBe(output)
  })
}
