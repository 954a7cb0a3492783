import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' }

/** Serves a page that runs `page.ts`, with MSW's worker script beside it, under two names, and `in-worker.ts` for a Web Worker. */
export async function servePage(): Promise<AsyncDisposable & { readonly origin: string }> {
  const [page, inWorker] = await Promise.all([bundle('page.ts'), bundle('in-worker.ts')])
  const worker = readFileSync(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8')
  const files: Record<string, string> = {
    '/index.html':
      '<!doctype html><meta charset="utf-8"><title>Page</title><script type="module" src="page.js"></script>',
    '/page.js': page,
    '/in-worker.js': inWorker,
    '/mockServiceWorker.js': worker,
    '/worker.js': worker,
  }
  const server = createServer(({ url = '' }, response) => {
    const text = files[url]
    if (text === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': TYPES[url.split('.')[1] ?? ''] }).end(text)
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

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
