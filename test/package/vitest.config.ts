import { suite } from '../../vitest.config.ts'

/** The packed package, which the setup builds and installs once for all files. */
export default suite({ name: 'package', include: ['test/package/*.test.ts'], globalSetup: 'test/package/setup.ts' })
