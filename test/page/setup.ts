import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, createServer } from 'vite'
import type { TestProject } from 'vitest/node'
import { chromiumOptions } from '../browser/chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The WebSocket endpoint of the browser that all tests share. */
    browser: string
    /** The folder of the built page. */
    page: string
    /** The URL of the development server, whose page is mocked by a service worker. */
    developed: string
  }
}

const configFile = 'examples/settings-page/vite.config.ts'

export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
  const browser = await chromium.launchServer(await chromiumOptions())
  // React's build depends on NODE_ENV, which Vitest sets to `test`, and so do other tests.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  // The output is `dist/page`, which `latchkey mock` serves.
  await build({ configFile, logLevel: 'error', build: { reportCompressedSize: false } })
  process.env.NODE_ENV = 'development'
  const development = await createServer({
    configFile,
    mode: 'worker',
    logLevel: 'error',
    cacheDir: join(folder, 'cache'),
    server: { host: '127.0.0.1', port: 0 },
  })
  await development.listen()
  process.env.NODE_ENV = NODE_ENV

  provide('browser', browser.wsEndpoint())
  provide('page', join('dist', 'page'))
  provide('developed', development.resolvedUrls?.local[0] ?? '')
  return async () => {
    await development.close()
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}
