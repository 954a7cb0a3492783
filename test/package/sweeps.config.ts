import { suite } from '../../vitest.config.ts'

/** All pairs of compilers and modes, and all recipes, where `npm test` has a sample. */
export default suite({
  include: ['test/package/{generated,recipes,types}.test.ts'],
  globalSetup: 'test/package/setup.ts',
  provide: { isSweep: true },
})
