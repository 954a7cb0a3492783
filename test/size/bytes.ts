import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const LEVEL = 9

/** The most bytes that a page may load for `Latchkey`: at once, with the first rotation, and in one file with everything. */
export const MOST = { atOnce: 9_000, later: 1_300, oneFile: 10_500 }

/**
 * The bytes that a page loads for a program with all that it imports, openapi-fetch included, bundled and minified by
 * esbuild and compressed file by file, and the bytes of the files that it loads when they are first needed.
 * @param folder Where the program's imports are looked for.
 * @param splitting Whether what is loaded later is in files of its own, as bundlers of pages do it; else all is one file.
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
