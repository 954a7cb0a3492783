import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

const { CHROME_PATH } = process.env
// Not needed after `npx playwright install chromium`.
const launchOptions = CHROME_PATH ? { executablePath: CHROME_PATH, args: ['--no-sandbox'] } : {}

export default defineConfig({
  plugins: [storybookTest({ configDir: '.storybook' })],
  server: { fs: { allow: ['..'] } },
  test: {
    name: 'stories',
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
