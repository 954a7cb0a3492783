import { readFile } from 'node:fs/promises'
import { defineConfig, type Options } from 'tsup'

const shared: Options = {
  format: 'esm',
  // What Node 22, and browsers of its age, run without being helped.
  target: 'es2023',
  platform: 'neutral',
  splitting: true,
  // The one runtime dependency and the optional peers stay outside; all else is part of the build.
  noExternal: [/^(?!(openapi-fetch|msw|vitest)(\/|$))/],
  external: ['openapi-fetch', 'msw', 'vitest'],
  silent: true,
}

/** Contracts are large: as text they cost a process nothing until they are read, which is quicker than to compile them. */
const JSON_AS_TEXT: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mock[\\/]generated[\\/][^\\/]+\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'text',
    }))
  },
}

/** In a module there is no `require`, which some CommonJS packages call for parts of Node. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

export default defineConfig([
  // One entry has nothing to split, and splitting would rewrite CommonJS with a compiler that breaks static blocks.
  { ...shared, entry: { index: 'src/index.ts' }, splitting: false, dts: true },
  // openapi-fetch is a function to `import` and an object to `require`, which esbuild takes for one thing: it is built in.
  {
    ...shared,
    entry: { index: 'src/index.ts' },
    format: 'cjs',
    splitting: false,
    noExternal: ['openapi-fetch'],
    external: [],
    dts: true,
  },
  {
    ...shared,
    entry: ['index', 'node', 'browser', 'vitest', 'playwright'].map(door => `mock/${door}.ts`),
    outDir: 'dist/mock',
    esbuildPlugins: [JSON_AS_TEXT],
    platform: 'node',
    dts: true,
  },
  { ...shared, entry: { cli: 'mock/cli/main.ts' }, platform: 'node', banner: { js: REQUIRE } },
])
