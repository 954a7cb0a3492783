import { startingWith, suite } from '../../vitest.config.ts'

/** These need no other runtime. They run while the runtimes are being installed. */
const FIRST = /\/(recipes|entry-points|tarball|readme)\.test\.ts$/

/** The packed package, which the setup builds and installs once for all files. */
export default suite({
  include: ['test/package/*.test.ts'],
  globalSetup: 'test/package/setup.ts',
  maxWorkers: '150%',
  sequence: { sequencer: startingWith(FIRST) },
})
