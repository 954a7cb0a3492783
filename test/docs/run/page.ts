import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { ROOT } from '../../../docs/build/paths.ts'
import { launchChromium } from '../../browser/chromium.ts'

/** Runs a module in a page, with MSW's worker script beside it. Resolves with what it prints, once it has ended. */
export async function runPage(source: string): Promise<readonly string[]> {
  await using page = await servePage(await bundle(`${source}\nglobalThis.hasEnded = true`))
  const browser = await launchChromium()
  try {
    const tab = await browser.newPage()
    const printed: string[] = []
    tab.on('console', message => void printed.push(message.text()))
    await tab.goto(page.origin)
    await tab.waitForFunction('globalThis.hasEnded', undefined, { timeout: 30_000 })
    return printed
  } finally {
    await browser.close()
  }
}

/** The package by its name, from its sources. */
export async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT, sourcefile: 'page.ts', loader: 'ts' },
    tsconfig: `${ROOT}/tsconfig.json`,
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** A page that runs a script in an empty `main`. */
export async function servePage(script: string): Promise<AsyncDisposable & { readonly origin: string }> {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': [
      'text/html',
      '<!doctype html><meta charset="utf-8"><title>Page</title><main></main><script type="module" src="page.js"></script>',
    ],
    '/page.js': ['text/javascript', script],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8'),
    ],
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = files[url] ?? []
    if (type === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': type }).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
