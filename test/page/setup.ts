import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, createServer } from 'vite'
import type { TestProject } from 'vitest/node'
import { chromiumOptions } from '../browser/chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the one browser of all tests listens. */
    browser: string
    /** The folder of the page, built to be served beside an API. */
    page: string
    /** Where the page is as it is developed, mocked by a service worker. */
    developed: string
  }
}

const configFile = 'examples/settings-page/vite.config.ts'

export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
  const browser = await chromium.launchServer(await chromiumOptions())
  // Which React it is depends on it, and tests set a value of their own.
  process.env.NODE_ENV = 'production'
  // Into `dist/page`, where `latchkey mock` finds it.
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

  provide('browser', browser.wsEndpoint())
  provide('page', join('dist', 'page'))
  provide('developed', development.resolvedUrls?.local[0] ?? '')
  return async () => {
    await development.close()
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}
