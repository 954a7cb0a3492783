import { join } from 'node:path'
import { defineConfig } from 'playwright/test'
import { chromiumOptions } from '../../browser/chromium.ts'

const { FIXTURES_FOLDER = '' } = process.env

export default defineConfig({
  testDir: FIXTURES_FOLDER,
  testMatch: '*.bundle.mjs',
  outputDir: join(FIXTURES_FOLDER, 'output'),
  build: { external: ['**/*.bundle.mjs'] },
  reporter: 'line',
  workers: 1,
  use: { launchOptions: await chromiumOptions() },
})
