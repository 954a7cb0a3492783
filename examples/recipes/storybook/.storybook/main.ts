import { defineMain } from '@storybook/html-vite/node'

export default defineMain({
  stories: ['../stories/*.stories.ts'],
  addons: ['@storybook/addon-vitest', 'msw-storybook-addon'],
  framework: '@storybook/html-vite',
  // `msw init public` puts MSW's service worker there.
  staticDirs: ['../public'],
  core: { disableTelemetry: true },
})
