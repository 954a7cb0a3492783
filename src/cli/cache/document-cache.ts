/** Keeps what was made of a document, so that the next start of the same document need not read it again. */
import { hash, randomUUID } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { packageVersion } from '../../../mock/server/documents.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { cacheFolder } from './cache-folder.ts'
import { type Kept, keptIn, LINE_BREAK, linesOf } from './kept-lines.ts'

/** The files that were read, by URL; undefined for what is not a file, or could not be read. */
export type Sources = ReadonlyMap<string, Uint8Array | undefined>

/** How many documents are kept. */
const MOST_DOCUMENTS = 20

export class DocumentCache {
  readonly #folder: string
  readonly #build: string

  /** @param build changes whenever the code changes that reads documents */
  constructor(folder: string, build: string) {
    this.#folder = folder
    this.#build = build
  }

  /** Undefined if caching is turned off. The code in the sources changes without notice: nothing is cached there. */
  static open(): DocumentCache | undefined {
    const module = basename(import.meta.url)
    const folder = module.endsWith('.ts') ? undefined : cacheFolder()
    // The name of a file of the build changes with its content, and with what it imports.
    return folder === undefined
      ? undefined
      : new DocumentCache(join(folder, 'documents'), `${packageVersion()} ${module} ${process.version}`)
  }

  /** @param request what the document is made of: the URL of the file, and the options of reading it */
  entry(request: readonly unknown[]): CacheEntry {
    const name = hash('sha256', JSON.stringify([this.#build, ...request]))
    return new CacheEntry(this.#folder, join(this.#folder, `${name}.json`))
  }
}

export class CacheEntry {
  readonly #folder: string
  readonly #path: string

  constructor(folder: string, path: string) {
    this.#folder = folder
    this.#path = path
  }

  /**
   * Undefined if there is no entry, if one of its files has changed, or if the entry is damaged.
   * @param known files that were read already
   */
  find(known: Sources): Found | undefined {
    try {
      const bytes = readFileSync(this.#path)
      const end = bytes.indexOf(LINE_BREAK)
      const head: unknown = JSON.parse(bytes.toString('utf8', 0, end))
      const body = bytes.subarray(end + 1)
      if (!isHead(head) || head.name !== basename(this.#path) || head.check !== crc32(body)) return undefined
      const sources = new Map<string, Uint8Array>()
      for (const [url, expected] of Object.entries(head.sources)) {
        const bytes = known.get(url) ?? contentOf(new URL(url))
        if (bytes === undefined || digestOf(bytes) !== expected) return undefined
        sources.set(url, bytes)
      }
      const kept = keptIn(body)
      if (kept) this.#touch()
      return kept && { kept, sources }
    } catch {
      return undefined
    }
  }

  /** The entries that were used last stay. */
  #touch(): void {
    const now = new Date()
    try {
      utimesSync(this.#path, now, now)
    } catch {
      // A folder that can only be read: its entries stay in any case.
    }
  }

  /**
   * Does nothing if a source may change without notice, if the document has a number that JSON cannot write, or if the
   * folder cannot be written.
   */
  write(sources: Sources, kept: Kept): void {
    const digests: Record<string, string> = {}
    for (const [url, bytes] of sources) {
      if (!bytes || !isFile(new URL(url))) return
      digests[url] = digestOf(bytes)
    }
    if (!isJson(kept)) return
    const body = Buffer.from(linesOf(kept))
    const head = JSON.stringify({ name: basename(this.#path), check: crc32(body), sources: digests } satisfies Head)
    const draft = `${this.#path}.${randomUUID()}`
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      try {
        writeFileSync(draft, `${head}\n${body}`, { mode: 0o600 })
        renameSync(draft, this.#path)
      } finally {
        rmSync(draft, { force: true })
      }
      this.#removeOldest()
    } catch {
      // The next start reads the document again.
    }
  }

  #removeOldest(): void {
    const entries = readdirSync(this.#folder).map(name => {
      const path = join(this.#folder, name)
      return { path, time: lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
    })
    entries.sort((one, other) => other.time - one.time)
    for (const { path } of entries.slice(MOST_DOCUMENTS)) rmSync(path, { force: true })
  }
}

/** What was kept of a document, and the files that it was made of, as they still are. */
export interface Found {
  readonly kept: Kept
  readonly sources: ReadonlyMap<string, Uint8Array>
}

interface Head {
  /** The name of the entry: it is of no other document. */
  readonly name: string
  /** The checksum of the body. */
  readonly check: number
  /** The digests of the files, by URL. */
  readonly sources: Readonly<Record<string, string>>
}

function isHead(value: unknown): value is Head {
  return isObject(value) && isObject(value.sources) && Object.values(value.sources).every(isString)
}

/** Undefined for what is no file now. Reading a pipe may never end, and takes from it what nobody can read again. */
const contentOf = (url: URL) => (isFile(url) ? readFileSync(url) : undefined)

const isFile = (url: URL): boolean => statSync(url, { throwIfNoEntry: false })?.isFile() ?? false

/** YAML has numbers that JSON has not: `.inf` and `.nan`. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isJson)
}

const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes)
