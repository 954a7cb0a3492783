/** The OpenAPI documents that come with the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const JSON_FILE = '.json'

/** The directory of the package, found from the sources and from the build. */
export function packageRoot(): string {
  let directory = import.meta.dirname
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory)
  return directory
}

export function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  return version
}

/** The ids of the systems that come with the package. */
export function systems(): readonly string[] {
  const files = readdirSync(join(packageRoot(), 'openapi', 'generated'))
  return files.flatMap(file => (file.endsWith(JSON_FILE) ? [file.slice(0, -JSON_FILE.length)] : []))
}

export function documentPath(system: string): string {
  return join(packageRoot(), 'openapi', 'generated', system + JSON_FILE)
}

/** The full OpenAPI document of a system as JSON; undefined if the package does not contain it. */
export async function readDocument(system: string): Promise<string | undefined> {
  return systems().includes(system) ? readFile(documentPath(system), 'utf8') : undefined
}
