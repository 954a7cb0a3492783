/** Files for one test, removed when it ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ContractError, type ContractProblem } from '../../openapi/read/contract-error.ts'

/** Writes files into a new folder and returns its path. Names may contain folders: `a/b.ts`. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Writes one file and returns its path. */
export function fileOf(name: string, text: string): string {
  return join(folderOf({ [name]: text }), name)
}

/** `line:column` of the first occurrence of `words`. */
export function position(text: string, words: string): string {
  const before = text.slice(0, text.indexOf(words)).split('\n')
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

/** The problems that a contract is rejected with; empty if it is accepted. */
export async function problemsOf(attempt: Promise<unknown>): Promise<readonly ContractProblem[]> {
  try {
    await attempt
    return []
  } catch (error) {
    if (error instanceof ContractError) return error.problems
    throw error
  }
}
