import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig(({ mode }) => ({
  root: here('.'),
  // The page may be served below any path.
  base: './',
  // The script of the service worker, for development alone.
  plugins: [react(), mode === 'worker' && msw({ mode: 'worker-only' })],
  // The package by its name, from its sources. In a project of yours it is installed, and this goes.
  resolve: {
    alias: [
      { find: /^latchkey\/mock\/browser$/, replacement: here('../../mock/browser.ts') },
      { find: /^latchkey\/mock$/, replacement: here('../../mock/index.ts') },
      { find: /^latchkey$/, replacement: here('../../src/index.ts') },
    ],
  },
  // `npm run dev:server` is for a mock server that runs already, at its usual port.
  server: { proxy: { '/api': 'http://127.0.0.1:4010', '/openapi.json': 'http://127.0.0.1:4010' } },
  build: {
    outDir: here('../../dist/page'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The mock has the contracts of all systems; it is in the page for development alone.
    chunkSizeWarningLimit: 1500,
  },
}))
