import type { StorybookConfig } from '@storybook/html-vite'

export default {
  stories: ['../stories/*.stories.ts'],
  addons: ['@storybook/addon-vitest', 'msw-storybook-addon'],
  framework: '@storybook/html-vite',
  // `msw init public` copies MSW's service worker there.
  staticDirs: ['../public'],
  core: { disableTelemetry: true },
} satisfies StorybookConfig
