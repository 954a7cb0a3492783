import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { MAX_WORKERS } from '../vitest.config.ts'

/** What is built: the packed package, and the settings page. Together, because each waits a lot for other programs. */
export default defineConfig({
  test: {
    projects: ['package/vitest.config.ts', 'page/vitest.config.ts'].map(path => join(import.meta.dirname, path)),
    maxWorkers: MAX_WORKERS,
  },
})
