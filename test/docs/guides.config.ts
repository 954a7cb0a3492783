/** Runs the tests in guides, which import the package by its name. */
import config from '../../vitest.config.ts'

export default { ...config, test: { include: ['**/*.test.ts'] } }
