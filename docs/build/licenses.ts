/** The licences of packages whose code goes into a build. They ask that their texts go along with the code. */
import { globSync, readFileSync } from 'node:fs'

/** Licences that ask for nothing but that. Another one needs a look before code under it is shipped. */
const PERMISSIVE = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'OFL-1.1']

/** The parts of an esbuild metafile that are used here. */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>
}

/** The folders of the packages whose code esbuild has taken in. */
export function packagesIn({ outputs }: Metafile): readonly string[] {
  const paths = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
  return paths.flatMap(path => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
}

/**
 * The licences of packages, in one text.
 * @param folders of the packages, in any order
 * @throws {Error} if a licence is not permissive
 */
export function licensesOf(folders: Iterable<string>): string {
  return [...new Set(folders)].sort().map(licenseOf).join('\n\n')
}

/** Its texts, or what its package.json says if it comes without. */
function licenseOf(folder: string): string {
  const { name, version, license, contributors, repository } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  if (!PERMISSIVE.includes(license)) throw new Error(`${name} is bundled, and its licence is ${license}.`)
  const files = globSync(`${folder}/{LICEN[CS]E,licen[cs]e,NOTICE,THIRD_PARTY_NOTICES}*`).sort()
  const texts = files.map(file => readFileSync(file, 'utf8').trim())
  if (!texts.length) texts.push(`By ${contributors ?? 'its contributors'}, ${repository?.url}`)
  return [`${name} ${version}, ${license}`, ...texts, '-'.repeat(80)].join('\n\n')
}
