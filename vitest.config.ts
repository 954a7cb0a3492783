import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // The package by its name, from its sources; the packed one has tests of its own.
  resolve: {
    alias: [
      { find: /^latchkey\/mock\/node$/, replacement: here('mock/node.ts') },
      { find: /^latchkey\/mock$/, replacement: here('mock/index.ts') },
      { find: /^latchkey$/, replacement: here('src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', '{openapi,src,mock}/**/*.test.ts'],
    // Tests in a browser and of speed have configurations of their own.
    exclude: ['test/{browser,page,bench}/**'],
    // Machines are shared and noisy: a test that hangs ends, a slow one does not fail.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
