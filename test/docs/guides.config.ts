/** How the tests that guides show are run: as a reader's, with the package by its name. */
import config from '../../vitest.config.ts'

export default { ...config, test: { include: ['**/*.test.ts'] } }
