import { suite } from '../../vitest.config.ts'

// Each project is installed, built and started, which takes minutes.
export default suite({ include: ['test/frameworks/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000 })
