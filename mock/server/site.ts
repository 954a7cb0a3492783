/** The files of a built site, from a folder or from an archive. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync, brotliDecompress, constants } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

/** Paths are relative to the root of the site and separated by slashes. */
export interface Site {
  has(path: string): Promise<boolean>
  /** The content of a file; undefined if the site has no such file. */
  read(path: string): Promise<Bytes | undefined>
}

export function siteFolder(root: string): Site {
  const has = (path: string) => existsSync(join(root, path)) && statSync(join(root, path)).isFile()
  return {
    has: async path => has(path),
    read: async path => (has(path) ? new Uint8Array(await readFile(join(root, path))) : undefined),
  }
}

/** Unpacks an archive when a file is first read. */
export function siteArchive(file: string): Site {
  let unpacked: Promise<ReadonlyMap<string, Bytes>> | undefined
  const files = () => {
    unpacked ??= readFile(file).then(unpack)
    return unpacked
  }
  return {
    has: async path => (await files()).has(path),
    read: async path => (await files()).get(path),
  }
}

/** The path and the size in bytes of each file. */
type Index = readonly (readonly [path: string, size: number])[]

const NEWLINE = 0x0a

/**
 * Packs a folder into an archive: a line of JSON with the index, then the files, compressed with Brotli as one. The pages
 * of a site resemble each other so much that this takes a tenth of their size.
 */
export function packSite(root: string): Buffer {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    // Similar files next to each other compress best.
    .sort((a, b) => compare(extname(a), extname(b)) || compare(a, b))
  const contents = files.map(file => readFileSync(join(root, file)))
  const index: Index = files.map((file, at) => [file.replaceAll('\\', '/'), contents[at]?.length ?? 0])
  return brotliCompressSync(Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...contents]), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  })
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b)

async function unpack(archive: Buffer): Promise<ReadonlyMap<string, Bytes>> {
  const bytes = new Uint8Array(await promisify(brotliDecompress)(archive))
  let start = bytes.indexOf(NEWLINE) + 1
  const index: Index = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)))
  const files = new Map<string, Bytes>()
  for (const [path, size] of index) {
    files.set(path, bytes.subarray(start, start + size))
    start += size
  }
  return files
}
