/** The OpenAPI documents that come with the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const JSON_FILE = '.json'

/**
 * The directory of the package, found from the sources and from the build.
 * @throws {Error} if there is none, because somebody copied the build alone
 */
export function packageRoot(from = import.meta.dirname): string {
  let directory = from
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory)
    if (parent === directory)
      throw new Error(
        `There is no package.json above ${from}. Install latchkey as a package: its files belong together.`,
      )
    directory = parent
  }
  return directory
}

export function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  return version
}

const SYSTEMS = ['openapi', 'generated']
const EMULATIONS = [...SYSTEMS, 'emulations']

/** The ids of the systems that come with the package. */
export const systems = (): readonly string[] => idsIn(SYSTEMS)

/** The ids of the emulations that come with the package. */
export const emulations = (): readonly string[] => idsIn(EMULATIONS)

const isKnown = (id: string) => systems().includes(id) || emulations().includes(id)

function idsIn(folder: readonly string[]): readonly string[] {
  const path = join(packageRoot(), ...folder)
  const files = existsSync(path) ? readdirSync(path) : []
  return files.flatMap(file => (file.endsWith(JSON_FILE) ? [file.slice(0, -JSON_FILE.length)] : []))
}

/** The file of a system or an emulation. */
export function documentPath(id: string): string {
  return join(packageRoot(), ...(emulations().includes(id) ? EMULATIONS : SYSTEMS), id + JSON_FILE)
}

/** The full OpenAPI document of a system or an emulation as JSON; undefined if the package does not contain it. */
export async function readDocument(id: string): Promise<string | undefined> {
  return isKnown(id) ? readFile(documentPath(id), 'utf8') : undefined
}
