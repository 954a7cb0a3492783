import { join } from 'node:path'
import { defineConfig } from 'playwright/test'
import { chromiumOptions } from '../../browser/chromium.ts'

const { GUIDE_FOLDER = '', GUIDE_PAGE } = process.env

export default defineConfig({
  testDir: GUIDE_FOLDER,
  testMatch: '*.spec.ts',
  outputDir: join(GUIDE_FOLDER, 'output'),
  build: { external: ['**/*.bundle.mjs'] },
  reporter: 'line',
  workers: 1,
  use: { baseURL: `${GUIDE_PAGE}/`, launchOptions: await chromiumOptions() },
})
