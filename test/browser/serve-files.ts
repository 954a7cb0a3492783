import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'

const TYPES: Readonly<Record<string, string>> = { '': 'text/html', '.html': 'text/html', '.js': 'text/javascript' }

export interface ServedFiles extends AsyncDisposable {
  /** `http://127.0.0.1:49152` */
  readonly origin: string
}

/**
 * Serves texts as files, each with the media type of its extension. A file without an extension is HTML.
 * @param files by path: `/page.js`
 */
export async function serveFiles(files: Readonly<Record<string, string>>): Promise<ServedFiles> {
  const server = createServer(({ url = '' }, response) => {
    const text = files[url]
    if (text === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': TYPES[extname(url)] }).end(text)
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

/**
 * The script of MSW's service worker.
 * @param from The file or folder from which MSW is resolved.
 */
export const workerScript = (from: string = import.meta.url) =>
  readFileSync(createRequire(from).resolve('msw/mockServiceWorker.js'), 'utf8')
