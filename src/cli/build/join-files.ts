/** For the build: joins what a start of the command loads into one file. */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { transform } from 'esbuild'
import { type ManualChunksOption, type Plugin, rollup } from 'rollup'

/**
 * The files to write: each has the modules that are named here, and what they import. A module that two of them need is in the
 * first one. All other modules stay as they are.
 */
const FILES: readonly (readonly [file: string, modules: readonly string[]])[] = [
  // Before the others, because it says where Node.js keeps their compiled code.
  ['code-cache', ['code-cache']],
  ['start', ['run', 'run-mock']],
  ['document', ['strictness', 'contract-error', 'from-disk', 'load-document', 'keywords']],
]

/**
 * Joins the files of a build with many small ones. Each file that is loaded takes time to find, to read and to link.
 * @param from the folder of the build, which is removed
 */
export async function joinFiles(from: string, to: string): Promise<void> {
  const build = await rollup({
    input: `${from}/cli.js`,
    external: id => !/^[./]/.test(id),
    treeshake: false,
    plugins: [FIRST_ALONE, SMALLER],
  })
  await build.write({
    dir: to,
    chunkFileNames: '[name]-[hash].js',
    hashCharacters: 'base36',
    hoistTransitiveImports: false,
    manualChunks: inFiles(resolve(from)),
  })
  rmSync(from, { recursive: true })
}

function inFiles(folder: string): ManualChunksOption {
  let files: ReadonlyMap<string, string> | undefined
  return (id, { getModuleIds, getModuleInfo }) => {
    files ??= assign([...getModuleIds()])
    return files.get(id)

    function assign(ids: readonly string[]): ReadonlyMap<string, string> {
      const assigned = new Map<string, string>()
      for (const [file, modules] of FILES) {
        const open = modules.map(name => idOf(name, ids))
        for (const id of open) {
          if (assigned.has(id) || !id.startsWith(folder)) continue
          assigned.set(id, file)
          open.push(...(getModuleInfo(id)?.importedIds ?? []))
        }
      }
      return assigned
    }
  }
}

/** @throws {Error} if the first bundler has given no file that name: a module was renamed, or a start no longer loads it late */
function idOf(name: string, ids: readonly string[]): string {
  const pattern = new RegExp(`/${name}-[A-Z0-9]{8}\\.js$`)
  const id = ids.find(id => pattern.test(id))
  if (id === undefined) throw new Error(`No file of the build is called \`${name}\`. Correct FILES in join-files.ts.`)
  return id
}

/** The first file checks the version of Node.js, before anything is loaded that an older one may not understand. */
const FIRST_ALONE: Plugin = {
  name: 'first-alone',
  transform(code, id) {
    return this.getModuleInfo(id)?.isEntry ? code.replaceAll(/^import "[^"]+";$/gm, '') : undefined
  },
}

/** A line in which esbuild names the file that the code below comes from. */
const ORIGIN = /^ *\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm

/**
 * Nobody steps through the command to debug a test. Names stay, for stack traces: to shorten them and to restore those of
 * functions takes longer at each start than it saves. Libraries are named, because their licences are checked by it.
 */
const SMALLER: Plugin = {
  name: 'smaller',
  renderChunk: async code => {
    const libraries = new Set([...code.matchAll(ORIGIN)].map(([, name]) => `// node_modules/${name}/`))
    const smaller = await transform(code, {
      minifyWhitespace: true,
      minifySyntax: true,
      format: 'esm',
      target: 'es2023',
    })
    return [...libraries, ascii(smaller.code)].join('\n')
  },
}

/** One character that is not of ASCII, and Node keeps a whole file in twice the memory, which takes it longer to compile. */
export function ascii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
