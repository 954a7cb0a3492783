import { defineConfig } from '@playwright/test'

const { CHROME_PATH } = process.env

export default defineConfig({
  testDir: 'tests',
  // A busy CI runner takes longer than the defaults of 30 and 5 seconds.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: 'http://localhost:5173',
    // Not needed after `npx playwright install chromium`.
    ...(CHROME_PATH && { launchOptions: { executablePath: CHROME_PATH, args: ['--no-sandbox'] } }),
  },
  webServer: {
    command: 'vite --port 5173 --strictPort',
    url: 'http://localhost:5173',
    reuseExistingServer: !process.env.CI,
  },
})
