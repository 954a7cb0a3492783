/** Files for one test, gone after it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ContractError, type Problem } from '../../openapi/read/contract-error.ts'

/** Writes files into a folder of their own and returns the path of the folder. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** Writes one file and returns its path. */
export function fileOf(name: string, text: string): string {
  return join(folderOf({ [name]: text }), name)
}

/** `line:column` of the first time that a text has some words. */
export function position(text: string, words: string): string {
  const before = text.slice(0, text.indexOf(words)).split('\n')
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

/** The problems for which a contract is refused; none where it is not. */
export async function problemsOf(attempt: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await attempt
    return []
  } catch (error) {
    if (error instanceof ContractError) return error.problems
    throw error
  }
}
