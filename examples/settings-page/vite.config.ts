import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig, type Plugin, type ProxyOptions, runnerImport } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Vite's loader preloads what a script depends on. The scripts that are loaded later depend on nothing new. */
const withoutPreload: Plugin = {
  name: 'without-preload',
  enforce: 'pre',
  apply: 'build',
  load: id => (id.includes('vite/preload-helper') ? 'export const __vitePreload = load => load()' : undefined),
}

// Resolves the package to its sources. Remove this in your own project, which installs the package.
const resolve = {
  alias: [
    { find: /^latchkey\/mock\/browser$/, replacement: here('../../mock/browser.ts') },
    { find: /^latchkey\/mock$/, replacement: here('../../mock/index.ts') },
    { find: /^latchkey$/, replacement: here('../../src/index.ts') },
  ],
}

/** Something is visible before the scripts have loaded. */
const withShell: Plugin = {
  name: 'with-shell',
  apply: 'build',
  async transformIndexHtml(html) {
    const { module } = await runnerImport<{ readonly shell: string }>(here('src/app/shell.tsx'), {
      configFile: false,
      plugins: [react()],
      resolve,
    })
    return html.replace('<div id="root"></div>', `<div id="root">${module.shell}</div>`)
  },
}

const MOCK_SERVER = 'http://127.0.0.1:4010'

/** At its root, the mock server says what it is. The page there is Vite's. */
const bypass: ProxyOptions['bypass'] = ({ url, headers }) => (headers.accept === 'application/json' ? undefined : url)

export default defineConfig(({ mode }) => ({
  root: here('.'),
  // The page may be served below any path.
  base: './',
  // The script of the service worker, for development only.
  plugins: [react(), withoutPreload, withShell, mode === 'worker' && msw({ mode: 'worker-only' })],
  resolve,
  // `npm run dev:server` needs a running mock server on its default port.
  server: {
    proxy: mode === 'worker' ? {} : { '^/$': { target: MOCK_SERVER, bypass }, '^/(api|sandboxes|docs)/?': MOCK_SERVER },
  },
  build: {
    outDir: here('../../dist/page'),
    emptyOutDir: true,
    license: { fileName: 'LICENSES.md' },
    modulePreload: { polyfill: false },
    // On a busy machine the shell takes a second.
    rolldownOptions: { checks: { pluginTimings: false } },
    // The mock contains the contracts of all systems. Only development builds include it.
    chunkSizeWarningLimit: 1500,
  },
}))
