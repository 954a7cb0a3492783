/** `latchkey.config.ts` and its other names. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { errorCode } from '../../../mock/server/error-code.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { hint } from '../../../openapi/vocabulary/nearest.ts'
import type { DocumentConfig } from '../../config.ts'
import { CliError } from '../cli-error.ts'

const NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map(extension => `latchkey.config.${extension}`)
const KEYS = ['file', 'overlays', 'allowRefs', 'out']

/**
 * The documents of a configuration, with absolute paths.
 * @param path of the configuration. Defaults to the one in the working directory.
 * @throws {CliError} if there is none, it cannot be loaded, or it is wrong
 */
export async function readConfig(path: string | undefined): Promise<DocumentConfig[]> {
  const file = path ?? NAMES.find(name => existsSync(name))
  if (file === undefined)
    throw new CliError(
      2,
      'There is neither a file nor a configuration.',
      'Pass your document, as in `latchkey generate openapi.yaml --out src/api`, or write a latchkey.config.ts.',
    )
  const config = await load(file)
  const wrong = (message: string) => new CliError(2, `${file}: ${message}`, CONFIG_HINT)
  if (!isObject(config) || !Array.isArray(config.documents) || config.documents.length === 0)
    throw wrong('The default export must have `documents`, a list with at least one document.')
  return config.documents.map((document: unknown, index) => {
    const problem = problemOf(document)
    if (problem !== undefined || !isDocument(document)) throw wrong(`documents[${index}] ${problem}`)
    return absolute(document, dirname(resolve(file)))
  })
}

const CONFIG_HINT = 'A document is { file, out }, with `overlays` and `allowRefs` if it needs them.'

function problemOf(document: unknown): string | undefined {
  if (!isObject(document)) return 'must be an object.'
  const unknown = Object.keys(document).find(key => !KEYS.includes(key))
  if (unknown !== undefined) return `has an unknown field \`${unknown}\`.${hint(unknown, KEYS)}`
  const { file, out, overlays = [], allowRefs = false } = document
  if (!isString(file)) return 'must have `file`, the path or the URL of a document.'
  if (!isString(out)) return 'must have `out`, the folder of the generated files.'
  if (!isTexts(overlays)) return 'must have a list of paths as `overlays`.'
  if (typeof allowRefs !== 'boolean' && !isTexts(allowRefs)) return 'must have true or a list of URLs as `allowRefs`.'
  return undefined
}

const isDocument = (document: unknown): document is DocumentConfig => problemOf(document) === undefined

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString)

function absolute({ file, out, overlays = [], ...others }: DocumentConfig, folder: string): DocumentConfig {
  const path = (text: string) => (/^(https?|file):/i.test(text) ? text : resolve(folder, text))
  return { file: path(file), out: resolve(folder, out), overlays: overlays.map(path), ...others }
}

async function load(file: string): Promise<unknown> {
  try {
    if (extname(file) === '.json') return JSON.parse(await readFile(file, 'utf8'))
    const loaded: unknown = await import(pathToFileURL(resolve(file)).href)
    return isObject(loaded) ? loaded.default : undefined
  } catch (error) {
    if (errorCode(error) === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw new CliError(
        2,
        `${file} is TypeScript, which Node.js runs from version 22.18 on. This is version ${process.versions.node}.`,
        'Update Node.js, or rename the file to latchkey.config.mjs and write it in JavaScript.',
        error,
      )
    const message = error instanceof Error ? error.message : String(error)
    throw new CliError(2, `${file} cannot be loaded: ${message}`, await placeOf(error, file), error)
  }
}

/**
 * Where a syntax error is. The stack says it for TypeScript. The error of importing JavaScript does not, but what Node.js
 * prints does.
 */
async function placeOf(error: unknown, file: string): Promise<string> {
  if (!(error instanceof SyntaxError)) return ''
  const printed = await promisify(execFile)(process.execPath, ['--check', file]).then(
    () => '',
    (failure: unknown) => (isObject(failure) ? String(failure.stderr) : ''),
  )
  const [first = ''] = (error.stack ?? '').split('\n')
  const line = /:(\d+)$/.exec(first)?.[1] ?? /:(\d+)$/m.exec(printed)?.[1]
  return line === undefined ? '' : `It is at ${file}:${line}.`
}
