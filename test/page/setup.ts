import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { chromiumOptions } from '../browser/chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the one browser of all tests listens. */
    browser: string
    /** The folder of the page for a server. */
    served: string
    /** The folder of the page with the mock in it. */
    inPage: string
  }
}

export default async function setup({ provide }: TestProject) {
  // Tests set another one, with which React would be the one for development.
  process.env.NODE_ENV = 'production'
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
  const buildInto = async (name: string, mode: string) => {
    const outDir = join(folder, name)
    await build({
      configFile: 'examples/settings-page/vite.config.ts',
      logLevel: 'error',
      mode,
      build: { outDir, reportCompressedSize: false },
    })
    return outDir
  }
  const [server, served, inPage] = await Promise.all([
    chromiumOptions().then(options => chromium.launchServer(options)),
    buildInto('served', 'production'),
    buildInto('in-page', 'in-page'),
  ])
  provide('browser', server.wsEndpoint())
  provide('served', served)
  provide('inPage', inPage)
  return async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}
