import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const LEVEL = 9

/**
 * The maximum bytes in a page: of `Latchkey` at once, later (with the first rotation, and with the first call of the bare
 * client, which is openapi-fetch), and in one file with everything; of a client of one system at once.
 */
export const MOST = { atOnce: 9_300, later: 4_350, oneFile: 12_950, oneSystem: 8_000 }

/**
 * The size of a program with all its imports, openapi-fetch included. esbuild bundles and minifies it, and gzip compresses
 * each file.
 * @param folder The folder in which imports are resolved.
 * @param splitting Whether code that is loaded later is in separate files, as bundlers for pages do.
 * @returns The bytes of the files that are loaded at once, and of those that are loaded later.
 */
export async function bytesOf(
  program: string,
  folder: string,
  splitting = true,
): Promise<{ atOnce: number; later: number }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    splitting,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    outdir: 'out',
    metafile: true,
    write: false,
  })
  const size = (path: string) => {
    const file = outputFiles.find(file => file.path === resolve(path))
    return gzipSync(file?.contents ?? '', { level: LEVEL }).length
  }
  const paths = Object.keys(metafile.outputs)
  const imports = (path: string): string[] => [
    path,
    ...(metafile.outputs[path]?.imports ?? []).flatMap(({ kind, path }) =>
      kind === 'import-statement' ? imports(path) : [],
    ),
  ]
  const atOnce = new Set(paths.filter(path => metafile.outputs[path]?.entryPoint === '<stdin>').flatMap(imports))
  const sum = (some: Iterable<string>) => [...some].reduce((total, path) => total + size(path), 0)
  return { atOnce: sum(atOnce), later: sum(paths.filter(path => !atOnce.has(path))) }
}
