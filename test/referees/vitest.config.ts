import { suite } from '../../vitest.config.ts'

/** All tests with referees, those of the SDK too, which take minutes. */
export default suite({ include: ['test/referees/*.test.ts'] })
