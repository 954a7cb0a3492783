/** The files of the built site. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SITE } from '../../../docs/build/paths.ts'
import { readSystems } from '../../../docs/build/system.ts'

export const systems = readSystems()

export const filesOf = (extension: string) =>
  readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith(extension))
export const isOwn = (file: string) => !file.startsWith('sdk/') && !/^reference\/(?!index)/.test(file)
/** The pages that neither Redoc nor TypeDoc built. */
export const own = () => filesOf('.html').filter(isOwn)

const memo = <T>(read: (file: string) => T) => {
  const known = new Map<string, T>()
  return (file: string): T => {
    const value = known.get(file) ?? read(file)
    known.set(file, value)
    return value
  }
}
export const textOf = memo(file => readFileSync(join(SITE, file), 'utf8'))
export const placesOf = memo(file => new Set([...textOf(file).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)))
export const exists = memo(file => existsSync(join(SITE, file)) && !statSync(join(SITE, file)).isDirectory())
