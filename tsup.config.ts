import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { basename } from 'node:path'
import { build, transform } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { licensesOf, packagesIn } from './docs/build/licenses.ts'
import { STAND_INS } from './openapi/generate/stand-ins/plugin.ts'
import { ascii, joinFiles } from './src/cli/build/join-files.ts'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]
type TsupPlugin = NonNullable<Options['plugins']>[number]

/** The folders of the packages whose code is in the build. */
const packages = new Set<string>()

/** Licences ask that their texts go along with the code: those of all that the builds have taken in. */
const LICENSES: Plugin = {
  name: 'licenses',
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true
    onEnd(({ metafile }) => {
      for (const folder of metafile ? packagesIn(metafile) : []) packages.add(folder)
      mkdirSync('dist', { recursive: true })
      // Every build writes it, and the last one knows all packages.
      writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(packages))
    })
  },
}

const shared: Options = {
  format: 'esm',
  // What Node 22, and browsers of its age, run as it is.
  target: 'es2023',
  platform: 'neutral',
  splitting: true,
  // The one runtime dependency, the optional peers and the generated types stay outside; all else is part of the build.
  noExternal: [/^(?!(openapi-fetch|msw|vitest|latchkey)(\/|$))/],
  external: ['openapi-fetch', 'msw', 'vitest', /^latchkey\/types\//],
  esbuildPlugins: [LICENSES],
  silent: true,
}

const CONTRACT = /[\\/]mock[\\/]generated[\\/].+\.json$/

/** Contracts are large: as text they cost a process nothing until they are read, which is quicker than to compile them. */
const JSON_AS_TEXT: Plugin = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: CONTRACT }, async ({ path }) => ({
      contents: JSON.stringify(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'text',
    }))
  },
}

/** The command runs one contract of many. They are files beside it, of which it reads the one that it runs. */
const JSON_AS_FILES: Plugin = {
  name: 'json-as-files',
  setup({ onLoad }) {
    mkdirSync('dist/contracts', { recursive: true })
    onLoad({ filter: CONTRACT }, async ({ path }) => {
      const name = basename(path)
      writeFileSync(`dist/contracts/${name}`, JSON.stringify(JSON.parse(await readFile(path, 'utf8'))))
      return {
        contents: `import { readFileSync } from 'node:fs'
          export default () => readFileSync(import.meta.dirname + '/contracts/${name}', 'utf8')`,
      }
    })
  },
}

/** What most processes never use, or not yet, is set up when it is first used. */
const LAZY_LIBRARIES: Plugin = {
  name: 'lazy-libraries',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mock[\\/]engine[\\/]ajv\.ts$/ }, () => ({
      contents: `export const loadAjv = () => ({ ...require('ajv/dist/2020.js'), formats: require('ajv-formats') })`,
    }))
    onLoad({ filter: /[\\/]openapi[\\/]vocabulary[\\/]ajv\.ts$/ }, () => ({
      contents: `export const loadAjv = () => require('ajv/dist/2020.js')`,
    }))
    onLoad({ filter: /[\\/]mock[\\/]engine[\\/]patterns[\\/]regexpp\.ts$/ }, () => ({
      contents: `export const loadParser = () => new (require('@eslint-community/regexpp').RegExpParser)()`,
    }))
  },
}

/** The command has them in files of their own, because what a start loads is also parsed, even if it is never used. */
const LIBRARY_FILES: Plugin = {
  name: 'library-files',
  setup({ onLoad }) {
    const load = (file: string, made: string) => `import { createRequire } from 'node:module'
      const library = () => createRequire(import.meta.url)('./${file}')
      export const ${made}`
    onLoad({ filter: /[\\/](mock[\\/]engine|openapi[\\/]vocabulary)[\\/]ajv\.ts$/ }, async () => {
      await buildLibrary(
        `export * from 'ajv/dist/2020.js'; export { default as formats } from 'ajv-formats'`,
        'ajv.cjs',
      )
      return { contents: load('ajv.cjs', 'loadAjv = () => library()') }
    })
    onLoad({ filter: /[\\/]mock[\\/]engine[\\/]patterns[\\/]regexpp\.ts$/ }, async () => {
      await buildLibrary(`export { RegExpParser } from '@eslint-community/regexpp'`, 'regexpp.cjs')
      return { contents: load('regexpp.cjs', 'loadParser = () => new (library().RegExpParser)()') }
    })
  },
}

async function buildLibrary(contents: string, file: string): Promise<void> {
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'cjs',
    minify: true,
    keepNames: true,
    outfile: `dist/${file}`,
    platform: 'node',
    plugins: [LICENSES],
    target: 'es2023',
  })
}

/** Redocly also lints GraphQL schemas, which nothing here reads. Its parser would be a tenth of the build. */
const NO_GRAPHQL: Plugin = {
  name: 'no-graphql',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^graphql$/ }, ({ path }) => ({ path, namespace: 'empty' }))
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/**
 * An import of a part of Node reads all its exports, and some of them load much more: `fetch` for `node:http`, the list of all
 * flags for `node:process`. It takes 15 ms at each start, and 50 ms with `node:http`. Only what is used is read here.
 */
const BUILTINS: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z:_/]+$/ }, ({ path, kind, importer }) => {
      if (!isBuiltin(path) || kind === 'dynamic-import') return undefined
      const name = path.replace('node:', '')
      if (LATE_BUILTINS.includes(name)) return { path: name, namespace: 'late-builtin' }
      // A library may import what loads much more, and only use it later.
      const isOfLibrary = importer.includes('node_modules')
      return { path: name, namespace: isOfLibrary ? 'library-builtin' : 'builtin' }
    })
    const builtin = (name: string) => `process.getBuiltinModule('node:${name}')`
    const namesIn = (name: string) => Object.keys(process.getBuiltinModule(`node:${name}`) ?? {})
    // Only what is imported stays. An object with all names, as below, would be copied by each module that imports it.
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const names = namesIn(path).filter(name => name !== 'default')
      const exports = names.map(name => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})()`)
      return { contents: [`const builtin = ${builtin(path)}`, 'export default builtin', ...exports].join('\n') }
    })
    onLoad({ filter: /.*/, namespace: 'library-builtin' }, ({ path }) => ({
      contents: `module.exports = ${builtin(path)}`,
    }))
    onLoad({ filter: /.*/, namespace: 'late-builtin' }, ({ path }) => ({
      contents: `module.exports = {${namesIn(path).map(name => `get ${name}() { return ${builtin(path)}.${name} }`)}}`,
    }))
  },
}

/** What takes milliseconds to load, or whose exports do when they are copied, and is not used at each start. */
const LATE_BUILTINS = ['child_process', 'crypto', 'fs/promises', 'os', 'util', 'zlib']

/** The HTTP library also serves HTTP/2, which the server does not. Its module takes as long to load as all of our own code. */
const NO_HTTP2: Plugin = {
  name: 'no-http2',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http2$/ }, ({ path }) => ({ path, namespace: 'no-http2' }))
    onLoad({ filter: /.*/, namespace: 'no-http2' }, () => ({
      contents: 'export class Http2ServerRequest {}\nexport const constants = {}',
    }))
  },
}

const ASCII: TsupPlugin = { name: 'ascii', renderChunk: code => ({ code: ascii(code) }) }

/** A line in which esbuild names the file that the code below comes from. */
const ORIGIN = /^\/\/ (?=(?:node_modules|mock|openapi|src)\/)/m

/** Chunks of libraries are minified; functions and classes keep their names. Our own code stays readable, for those who debug a test. */
const MINIFIED_LIBRARIES: TsupPlugin = {
  name: 'minified-libraries',
  renderChunk: async code => {
    const files = code.split(ORIGIN).slice(1)
    const libraries = files.filter(file => file.startsWith('node_modules/'))
    if (libraries.join('').length < 0.9 * code.length) return undefined
    const origins = new Set(libraries.map(file => `// ${/^node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(file)?.[0]}`))
    const { code: minified } = await transform(code, { minify: true, keepNames: true, format: 'esm' })
    return { code: [...origins, minified].join('\n') }
  },
}

const MOCK = ['index', 'node', 'browser', 'vitest', 'playwright'].map(name => [`mock/${name}`, `mock/${name}.ts`])
const CONFIG = ['config', 'src/config.ts']

const NODE_PLUGINS = [LICENSES, STAND_INS, NO_GRAPHQL, NO_HTTP2, BUILTINS]
const COMMAND_PARTS = 'dist/command'

const node: Options = {
  platform: 'node',
  // Otherwise its own plugin would resolve them before those above.
  removeNodeProtocol: false,
}

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts' },
    // A page loads the names too, and here no two files are of one name.
    esbuildOptions: options => {
      options.chunkNames = '[name]'
    },
    dts: true,
  },
  // openapi-fetch is a function to `import` and an object to `require`, which esbuild takes for one thing: it is built in.
  {
    ...shared,
    entry: { index: 'src/index.ts' },
    format: 'cjs',
    // Splitting would rewrite CommonJS with a compiler that breaks static blocks.
    splitting: false,
    noExternal: ['openapi-fetch'],
    external: [/^latchkey\/types\//],
    dts: true,
  },
  {
    ...shared,
    ...node,
    entry: Object.fromEntries([...MOCK, CONFIG]),
    esbuildPlugins: [...NODE_PLUGINS, JSON_AS_TEXT, LAZY_LIBRARIES],
    plugins: [MINIFIED_LIBRARIES, ASCII],
    dts: { entry: Object.fromEntries([...MOCK, CONFIG]) },
  },
  // The command has its own build, so that a start loads three files. If it shared files with the mock, it would load 60.
  {
    ...shared,
    ...node,
    entry: { cli: 'src/cli/main.ts' },
    esbuildPlugins: [...NODE_PLUGINS, JSON_AS_FILES, LIBRARY_FILES],
    outDir: COMMAND_PARTS,
    plugins: [MINIFIED_LIBRARIES, { name: 'command', buildEnd: () => joinFiles(COMMAND_PARTS, 'dist') }],
  },
])
