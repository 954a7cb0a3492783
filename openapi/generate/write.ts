/** Compares what was generated with what is on disk, and writes it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FOLDERS } from './outputs.ts'

/** The files that are missing, differ, or are not generated any more. */
export function staleFiles(root: string, outputs: ReadonlyMap<string, string>): string[] {
  const changed = [...outputs].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path)
  const existing = FOLDERS.flatMap(folder => filesIn(root, folder))
  return [...changed, ...existing.filter(path => !outputs.has(path))].sort()
}

export function writeFiles(root: string, outputs: ReadonlyMap<string, string>, paths: readonly string[]): void {
  for (const path of paths) {
    const text = outputs.get(path)
    if (text === undefined) {
      rmSync(join(root, path))
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ name }) => `${folder}/${name}`)
}
