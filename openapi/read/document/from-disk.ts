/** Reads documents from files and URLs, in Node. */
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isAllowed } from './allowed.ts'
import { readDocument } from './read-document.ts'
import type { ReadDocument, ReadText } from './types.ts'

export interface DiskOptions {
  /** Overlay documents, applied in this order: paths or URLs. */
  readonly overlays?: readonly string[]
  /** What `$ref`s may lead to besides the folder of the document: `true` for everything, or folders and URLs. */
  readonly allowRefs?: boolean | readonly string[]
  /** The contents of files that were read already, by URL. */
  readonly contents?: ReadonlyMap<string, Uint8Array> | undefined
  /** How many places of the same mistake are kept. Defaults to 20. */
  readonly mostPlaces?: number
  /** Called with each file that is read, and with undefined for what is not a file, or cannot be read. */
  readonly onRead?: (url: string, content: Uint8Array | undefined) => void
}

const MOST_BYTES = 100_000_000
const TOO_LARGE = `it has more than ${MOST_BYTES / 1e6} MB`
const TIMEOUT = 30_000

/**
 * Reads an OpenAPI document from a file or a URL.
 *
 * @param path a path, relative to the working directory, or an `https:`, `http:` or `file:` URL
 * @throws {ContractError} if it cannot be read at all
 */
export async function readDocumentFrom(
  path: string,
  { overlays = [], allowRefs = false, contents, mostPlaces, onRead = () => {} }: DiskOptions = {},
): Promise<ReadDocument> {
  const file = urlOf(path)
  const allowed = typeof allowRefs === 'boolean' ? allowRefs : allowRefs.map(urlOf)
  const readContent = reader(file, allowed)
  const read: ReadText = async (url, use) => {
    try {
      const bytes = contents?.get(url) ?? (await readContent(url, use))
      if (bytes.length > MOST_BYTES) throw new Error(TOO_LARGE)
      onRead(url, url.startsWith('file:') ? bytes : undefined)
      return textOf(bytes)
    } catch (error) {
      onRead(url, undefined)
      throw error
    }
  }
  return readDocument(
    { file },
    {
      overlays: overlays.map(overlay => ({ file: urlOf(overlay) })),
      allowRefs: allowed,
      read,
      ...(mostPlaces !== undefined && { mostPlaces }),
    },
  )
}

/** The URL of a path. A URL stays as it is. */
export function urlOf(path: string): string {
  if (/^(https?|file):/i.test(path)) return new URL(path).href
  return pathToFileURL(resolve(path)).href
}

/** Decoding a file as a whole is much quicker than decoding what Node.js reads at a time. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}

function reader(main: string, allowRefs: boolean | readonly string[]) {
  return async (url: string, use: 'named' | 'referenced'): Promise<Uint8Array> => {
    if (!url.startsWith('file:')) return download(url, use)
    const path = fileURLToPath(url)
    if (use === 'referenced' && !isAllowed(url, allowRefs) && !(await isInFolderOf(main, path))) {
      throw new Error('it is a link that leads outside the folder of the document')
    }
    const found = await stat(path)
    // Users may name a pipe. Reading one that a reference leads to may never end.
    if (found.isDirectory() || (use === 'referenced' && !found.isFile())) throw new Error('it is not a file')
    if (found.size > MOST_BYTES) throw new Error(TOO_LARGE)
    return readFile(path)
  }
}

/** Links are followed: a link inside the folder can lead outside. */
async function isInFolderOf(main: string, path: string): Promise<boolean> {
  if (!main.startsWith('file:')) return false
  const folder = await realpath(dirname(fileURLToPath(main)))
  return !relative(folder, await realpath(path)).startsWith('..')
}

async function download(url: string, use: 'named' | 'referenced'): Promise<Uint8Array> {
  // A redirect could lead to a place that the user has not allowed.
  const redirect = use === 'named' ? 'follow' : 'error'
  const target = new URL(url)
  const { username, password } = target
  const headers: HeadersInit = username === '' ? {} : { authorization: `Basic ${btoa(`${username}:${password}`)}` }
  // `fetch` refuses them in the URL.
  target.username = ''
  target.password = ''
  const response = await fetch(target, { headers, redirect, signal: AbortSignal.timeout(TIMEOUT) })
  if (!response.ok) throw new Error(`the server responded with ${response.status}`)
  if (!response.body) return new Uint8Array()
  let size = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length
      if (size > MOST_BYTES) throw new Error(TOO_LARGE)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(limit)).bytes()
}
