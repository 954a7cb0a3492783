import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests of modules, in the process of the test. */
const OF_MODULES = ['{openapi,src,mock}/**/*.test.ts', 'test/{engine,mock,sdk,behaviour}/**/*.test.ts']

export default defineConfig({
  // The package by its name, from its sources; the packed one has tests of its own.
  resolve: {
    alias: [
      { find: /^latchkey\/mock\/(\w+)$/, replacement: here('mock/$1.ts') },
      { find: /^latchkey\/mock$/, replacement: here('mock/index.ts') },
      { find: /^latchkey$/, replacement: here('src/index.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: OF_MODULES,
          // Loading the same modules anew for each file would take most of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          // Tests in a browser and of speed have configurations of their own.
          exclude: [...OF_MODULES, 'test/{browser,bench,package,page}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/*.test.ts'],
          globalSetup: 'test/package/setup.ts',
        },
      },
    ],
    // Many tests wait for programs that they have started; Vitest would leave one processor of two unused.
    maxWorkers: '100%',
    // Machines are shared and noisy: a test that hangs ends, a slow one does not fail.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
