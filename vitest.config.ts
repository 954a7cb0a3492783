import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'
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

/**
 * Files that take half a minute or more. They start first, so that no processor waits for them at the end. The other tests of
 * the package need runtimes, which are installed meanwhile.
 */
const SLOW =
  /test\/(docs\/(site|guides|tutorials)|contract\/generate|package\/recipes|page\/(mishaps|new-user|access))\.test\.ts$/

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter(file => !isSlow(file))]
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

/** Tests that mock modules or intercept the requests of their process, and those of the documentation, which are large. */
const ISOLATED = ['test/{architecture,docs,msw,referees}/**/*.test.ts', 'test/server/journal.test.ts']

/** What the tests beside them do for one system: `npm run test:referees`. */
const SWEEPS = ['test/referees/{prism-sdk,prism-systems,workflows-systems}.test.ts']

/** The file that starts `latchkey` in tests (test/program.ts). */
function program(): string {
  const built = here('dist/cli.js')
  const sources = globSync(
    ['src', 'mock', 'openapi'].map(folder => `${folder}/**/*.{ts,json}`),
    { cwd: here('.'), exclude: ['**/*.test.ts'] },
  )
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const isCurrent = changed(built) > Math.max(...sources.map(path => changed(here(path))))
  return isCurrent ? built : here('src/cli/main.ts')
}

const env = { PROGRAM_OF_TESTS: program() }

/** Tests of the packed package, and of the settings page, each with a setup. */
const [PACKAGE, PAGE] = ['test/package/*.test.ts', 'test/page/*.test.ts']

// To load the same modules again for each file takes up to half of the time, so most files share them (`isolate`).
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
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...UNIT, ...ISOLATED, PACKAGE, PAGE, 'test/frameworks/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ISOLATED,
          exclude: [...configDefaults.exclude, ...SWEEPS],
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: [PACKAGE],
          globalSetup: 'test/package/setup.ts',
          provide: { isSweep: false },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: [PAGE],
          globalSetup: 'test/page/setup.ts',
          isolate: false,
        },
      },
    ],
    // Many tests wait for programs that they start, so that a worker for each processor leaves much of the time unused.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: SlowFirst },
  },
})

/** The configuration of a suite that `npm test` does not run. */
export function suite(test: NonNullable<ViteUserConfig['test']>): ViteUserConfig {
  return { resolve, test: { ...timeouts, env, ...test } }
}
