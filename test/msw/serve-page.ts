import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type ServedFiles, serveFiles, workerScript } from '../browser/serve-files.ts'

/** Serves a page that runs `page.ts`, MSW's worker script under two names, and `in-worker.ts` for a Web Worker. */
export async function servePage(): Promise<ServedFiles> {
  const [page, inWorker] = await Promise.all([bundle('page.ts'), bundle('in-worker.ts')])
  const worker = workerScript()
  return serveFiles({
    '/index.html':
      '<!doctype html><meta charset="utf-8"><title>Page</title><script type="module" src="page.js"></script>',
    '/page.js': page,
    '/in-worker.js': inWorker,
    '/mockServiceWorker.js': worker,
    '/worker.js': worker,
  })
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
