import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { transform } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { licensesOf, packagesIn } from './docs/build/licenses.ts'
import { STAND_INS } from './openapi/generate/stand-ins/plugin.ts'

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

/** Contracts are large: as text they cost a process nothing until they are read, which is quicker than to compile them. */
const JSON_AS_TEXT: Plugin = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mock[\\/]generated[\\/].+\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'text',
    }))
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
    onResolve({ filter: /^[a-z:_/]+$/ }, ({ path, kind }) =>
      isBuiltin(path) && kind !== 'dynamic-import'
        ? { path: path.replace('node:', ''), namespace: 'builtin' }
        : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const builtin = `process.getBuiltinModule('node:${path}')`
      if (!LATE_BUILTINS.includes(path)) return { contents: `module.exports = ${builtin}` }
      const names = Object.keys(process.getBuiltinModule(`node:${path}`) ?? {})
      return { contents: `module.exports = {${names.map(name => `get ${name}() { return ${builtin}.${name} }`)}}` }
    })
  },
}

/** What takes milliseconds to load, and is not used at each start. */
const LATE_BUILTINS = ['child_process', 'crypto', 'zlib']

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

/** One character that is not of ASCII, and Node keeps a whole file in twice the memory, which takes it longer to compile. */
const ASCII: TsupPlugin = {
  name: 'ascii',
  renderChunk: code => ({
    code: code.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  }),
}

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
  // The command and the mock share most of their code.
  {
    ...shared,
    entry: Object.fromEntries([...MOCK, ['cli', 'src/cli/main.ts'], CONFIG]),
    esbuildPlugins: [LICENSES, STAND_INS, JSON_AS_TEXT, LAZY_LIBRARIES, NO_GRAPHQL, NO_HTTP2, BUILTINS],
    plugins: [MINIFIED_LIBRARIES, ASCII],
    platform: 'node',
    // Otherwise its own plugin would resolve them before those above.
    removeNodeProtocol: false,
    dts: { entry: Object.fromEntries([...MOCK, CONFIG]) },
  },
])
