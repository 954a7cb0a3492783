import { globSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The package by its name, loaded from its sources. The tests in `test/package` use the packed one. */
const resolve = {
  alias: [
    { find: /^latchkey\/mock\/(\w+)$/, replacement: here('mock/$1.ts') },
    { find: /^latchkey\/mock$/, replacement: here('mock/index.ts') },
    { find: /^latchkey$/, replacement: here('src/index.ts') },
  ],
}

// Machines are shared and noisy: the timeout stops a test that hangs, and a slow test still passes.
const timeouts = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } }

/** Files that take half a minute or more. They start first, so that no processor waits for them at the end. */
const SLOW = /test\/(docs\/(site|guides|tutorials)|referees\/\w+|contract\/generate)\.test\.ts$/

/** A sequence that begins with the files whose path matches. */
export function startingWith(first: RegExp): typeof BaseSequencer {
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(files)
      const isFirst = ({ moduleId }: TestSpecification) => first.test(moduleId)
      return [...sorted.filter(isFirst), ...sorted.filter(file => !isFirst(file))]
    }
  }
}

/** Tests of modules: in-process, without waiting for a connection, a timer or another program. */
const UNIT = [
  '{openapi,src,mock}/**/*.test.ts',
  'test/contract/**/!(generate|client-file).test.ts',
  'test/emulations/**/!(banner).test.ts',
  'test/engine/**/*.test.ts',
  'test/field/keys/**/*.test.ts',
  'test/lint/**/!(command).test.ts',
  'test/mock/**/!(scenarios).test.ts',
  'test/sdk/**/!(wire|timeouts|retries|defects|examples).test.ts',
]

/** The file that starts `latchkey` in tests (test/program.ts). */
function program(): string {
  const built = here('dist/cli.js')
  const sources = globSync(
    ['src', 'mock', 'openapi'].map(folder => `${folder}/**/*.{ts,json}`),
    { cwd: here('.') },
  )
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const isCurrent = changed(built) > Math.max(...sources.map(path => changed(here(path))))
  return isCurrent ? built : here('src/cli/main.ts')
}

const env = { PROGRAM_OF_TESTS: program() }

/** It takes minutes: `npm run test:referees`. */
const SWEEP = 'test/referees/prism-sdk.test.ts'

export default defineConfig({
  resolve,
  test: {
    ...timeouts,
    env,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT,
          // Loading the same modules again for each file would take most of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          // The packed package and the settings page have a configuration of their own.
          exclude: [...UNIT, 'test/{frameworks,package,page}/**', SWEEP],
        },
      },
    ],
    // Many tests wait for programs that they start, so that a worker for each processor leaves a fifth of the time unused.
    maxWorkers: '150%',
    sequence: { sequencer: startingWith(SLOW) },
  },
})

/** The configuration of a suite with a setup that is too slow for the others. */
export function suite(test: NonNullable<ViteUserConfig['test']>): ViteUserConfig {
  return { resolve, test: { ...timeouts, env, ...test } }
}
