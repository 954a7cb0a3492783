import { defineConfig } from 'playwright/test'
import { chromiumOptions } from '../../browser/chromium.ts'

export default defineConfig({
  outputDir: process.env.PLAYWRIGHT_OUTPUT ?? '',
  reporter: 'line',
  workers: 1,
  use: { launchOptions: await chromiumOptions() },
})
