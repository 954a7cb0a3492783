/** The files of a document: the main file, and those that its `$ref`s lead to. */
import { isObject, isString } from '../../contract/json.ts'
import { ContractError } from '../contract-error.ts'
import { isAllowed } from './allowed.ts'
import { inspect } from './inspect.ts'
import { type Parsed, ParseError, parse } from './parse.ts'
import type { DocumentSource, ReadOptions, ReadText, TextFile } from './types.ts'
import type { Warnings } from './warnings.ts'

export interface SourceFile extends TextFile {
  /** Empty if the document came as a value. */
  readonly url: string
  readonly value: unknown
}

/** Why a `$ref` leads to nothing. */
export interface Failure {
  readonly reason: string
}

export interface SourceFiles {
  readonly main: SourceFile
  readonly all: readonly SourceFile[]
  /** Whether each `$ref` leads to a component of the main file, of the kind that stands at its place. */
  readonly isPlain: boolean
  /** The file that a `$ref` leads to. */
  referenced(url: string, from: SourceFile): SourceFile | Failure
}

/** Reads a file that the user named. */
export async function readNamed(
  source: DocumentSource,
  read: ReadText | undefined,
  warnings: Warnings,
): Promise<SourceFile> {
  if (!('file' in source)) return { url: '', name: '', value: copyOf(source.document).value }
  const url = source.file
  if (!read) throw unreadable(nameOf(url), 'Files cannot be read here. Give the document as a value.')
  let text: string
  try {
    text = await read(url, 'named')
  } catch (error) {
    throw unreadable(nameOf(url), `The file cannot be read: ${messageOf(error)}.`)
  }
  return parsed(url, text, warnings)
}

/**
 * What JSON can say of a value that a caller gave. Parts of it are read at the first request, so that a later change to
 * the value must not reach them.
 * @throws {ContractError} if it contains itself: its references were replaced by what they refer to
 */
export function copyOf(value: unknown): Pick<SourceFiles, 'isPlain'> & { readonly value: unknown } {
  const { isPlain } = inspect({ name: '', text: undefined, value })
  const text = JSON.stringify(value)
  // What is no JSON, such as a function, has no text.
  return { value: text === undefined ? undefined : JSON.parse(text), isPlain }
}

/**
 * Reads all files that a document refers to.
 * @param main the document, with all overlays applied
 */
export async function readReferenced(
  main: SourceFile,
  { read, allowRefs = false }: ReadOptions,
  warnings: Warnings,
): Promise<SourceFiles> {
  const files = new Map<string, SourceFile | Failure>([[main.url, main]])
  const resolveUrl = (url: string, from: SourceFile): string | Failure => resolved(url, from, main, allowRefs)

  let fresh: SourceFile[] = [main]
  let arePlain = true
  while (fresh.length > 0) {
    const urls = new Set<string>()
    for (const file of fresh) {
      const inspection = inspect(file)
      arePlain &&= inspection.isPlain
      for (const url of inspection.files) {
        const absolute = resolveUrl(url, file)
        if (isString(absolute)) urls.add(absolute)
      }
    }
    const missing = [...urls].filter(url => !files.has(url))
    const texts = await Promise.all(missing.map(async url => ({ url, text: await readText(url, read) })))
    // In the order of the references, so that warnings have the same order each time.
    for (const { url, text } of texts) files.set(url, fileOf(url, text, warnings))
    fresh = missing.flatMap(url => files.get(url) ?? []).filter(isFile)
  }

  const self = isObject(main.value) && isString(main.value.$self) ? main.value.$self.replace(/#.*$/, '') : undefined
  return {
    main,
    all: [...files.values()].filter(isFile),
    isPlain: arePlain,
    referenced: (url, from) => {
      if (url === self) return main
      const absolute = resolveUrl(url, from)
      return isString(absolute) ? (files.get(absolute) ?? { reason: 'the file was not read' }) : absolute
    },
  }
}

async function readText(url: string, read: ReadText | undefined): Promise<string | Failure> {
  if (!read) return { reason: 'files cannot be read here' }
  try {
    return await read(url, 'referenced')
  } catch (error) {
    return failureOf(error)
  }
}

function fileOf(url: string, text: string | Failure, warnings: Warnings): SourceFile | Failure {
  if (!isString(text)) return text
  try {
    return parsed(url, text, warnings)
  } catch (error) {
    return failureOf(error)
  }
}

/** What only looks like a reference may be an example. If it is used as a reference, there is a warning. */
function failureOf(error: unknown): Failure {
  if (error instanceof ContractError) return { reason: error.problems[0]?.message ?? error.message }
  return { reason: `the file cannot be read: ${messageOf(error)}` }
}

function parsed(url: string, text: string, warnings: Warnings): SourceFile {
  const name = nameOf(url)
  let result: Parsed
  try {
    result = parse(text)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const { message, line, column } = error.problem
    throw unreadable(`${name}:${line}:${column}`, message)
  }
  for (const { message, line, column } of result.warnings)
    warnings.addAt('yaml', message, { file: name, line, column, pointer: '#' })
  return { url, name, text, value: result.value }
}

/** The absolute URL of a reference, if it may be followed. */
function resolved(
  url: string,
  from: SourceFile,
  main: SourceFile,
  allowRefs: boolean | readonly string[],
): string | Failure {
  const absolute = URL.canParse(url, from.url || undefined) ? new URL(url, from.url || undefined).href : undefined
  if (absolute === undefined) {
    return { reason: main.url === '' ? 'the document came as a value, without a folder' : 'it is not a URL' }
  }
  if (isAllowed(absolute, allowRefs)) return absolute
  if (main.url !== '' && absolute.startsWith(new URL('.', main.url).href)) return absolute
  const where = absolute.startsWith('file:') ? 'outside the folder of the document' : 'on the network'
  return { reason: `it leads to a place ${where}, which has to be allowed with \`--allow-refs\`` }
}

function isFile(file: SourceFile | Failure): file is SourceFile {
  return 'url' in file
}

/** The path of a file, or the URL of anything else, without passwords and tokens. */
function nameOf(url: string): string {
  if (!url.startsWith('file:')) return url.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/, '')
  const path = new URL(url).pathname.replace(/^\/([A-Za-z]:)/, '$1')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function unreadable(where: string, message: string): ContractError {
  return new ContractError([{ where, message }])
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file'
  // `fetch failed` alone does not help.
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
