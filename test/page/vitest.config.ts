import { suite } from '../../vitest.config.ts'

/** The settings page in a real browser: one build and one browser for all files. */
export default suite({ include: ['test/page/*.test.ts'], globalSetup: 'test/page/setup.ts', maxWorkers: 3 })
