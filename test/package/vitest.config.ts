import { suite } from '../../vitest.config.ts'

/** The packed package, which the setup builds and installs once for all files. */
export default suite({ include: ['test/package/*.test.ts'], globalSetup: 'test/package/setup.ts', maxWorkers: '100%' })
