import { fileURLToPath } from 'node:url'

/**
 * The file that starts `latchkey` in tests: that of the build if it is newer than all sources, as after `npm run build`, because it
 * starts in a third of the time; otherwise that of the sources. `vitest.config.ts` decides once.
 */
export const PROGRAM = process.env.PROGRAM_OF_TESTS ?? fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
