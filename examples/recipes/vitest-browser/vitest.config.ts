import { playwright } from '@vitest/browser-playwright'
import { msw } from 'msw/vite'
import { defineConfig } from 'vitest/config'

const { CHROME_PATH } = process.env
// Not needed after `npx playwright install chromium`.
const launchOptions = CHROME_PATH ? { executablePath: CHROME_PATH, args: ['--no-sandbox'] } : {}

export default defineConfig({
  // Serves MSW's service worker to the page.
  plugins: [msw({ mode: 'worker-only' })],
  server: { fs: { allow: ['..'] } },
  test: {
    // A busy CI runner takes longer than the default second.
    expect: { poll: { timeout: 15_000 } },
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
