import { defineConfig } from '@playwright/test'

const { CHROME_PATH } = process.env

export default defineConfig({
  testDir: 'tests',
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
