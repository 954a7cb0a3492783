/** Runs the tests in guides, which import the package by its name. */
import { join } from 'node:path'
import { ROOT } from '../../docs/build/paths.ts'
import config from '../../vitest.config.ts'
import { PROGRAM } from '../program.ts'

// The build loads in a third of the time. Without the aliases, the package finds it by its own name.
const usesBuild = PROGRAM.includes('dist')

export default {
  ...(usesBuild ? {} : { resolve: config.resolve }),
  test: {
    include: ['**/*.test.{ts,tsx}'],
    // The machine may be busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // To load the package takes longer than the tests, so they share its modules, and the next run has them too.
    isolate: false,
    maxWorkers: 1,
    fsModuleCache: true,
    fsModuleCachePath: join(ROOT, '.cache/guide-modules'),
  },
}
