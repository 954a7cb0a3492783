import { defineConfig, type Options } from 'tsup'

const shared: Options = {
  // What Node 22, and browsers of its age, run without being helped.
  target: 'es2023',
  splitting: true,
  // The one runtime dependency and the optional peer; all else is part of the build.
  noExternal: [/./],
  external: ['openapi-fetch', 'msw'],
  silent: true,
}

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts' },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    dts: true,
  },
  {
    ...shared,
    entry: { 'mock/index': 'mock/index.ts', 'mock/node': 'mock/node.ts', cli: 'mock/cli/main.ts' },
    format: 'esm',
    platform: 'node',
    dts: { entry: { 'mock/index': 'mock/index.ts', 'mock/node': 'mock/node.ts' } },
  },
])
