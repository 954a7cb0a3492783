/** Compares the generated files with those on disk, and writes them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The text of each generated file, by its path below the root of the repository. */
export type Outputs = ReadonlyMap<string, string>

/** The paths of files that are missing, that differ, or that are in a generated folder but are no longer generated. */
export function staleFiles(root: string, outputs: Outputs): string[] {
  const changed = [...outputs].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path)
  const folders = new Set([...outputs.keys()].map(path => dirname(path)))
  const leftOver = [...folders].flatMap(folder => filesIn(root, folder)).filter(path => !outputs.has(path))
  return [...changed, ...leftOver].sort()
}

/** Writes the files with these paths, and removes those that are no longer generated. */
export function writeFiles(root: string, outputs: Outputs, paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(root, path)
    const text = outputs.get(path)
    if (text === undefined) {
      rmSync(file)
    } else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
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
