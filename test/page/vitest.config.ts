import { mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** The page in a real browser: one build and one browser for all files. */
const { test, ...rest } = base
export default mergeConfig(
  { ...rest, test: { testTimeout: test?.testTimeout, hookTimeout: test?.hookTimeout } },
  { test: { include: ['test/page/*.test.ts'], globalSetup: 'test/page/setup.ts', maxWorkers: 3 } },
)
