import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'

/** A page with its own origin. */
export interface ServedPage extends AsyncDisposable {
  /** The URL of the page: `http://127.0.0.1:49152/`. */
  readonly url: string
}

/**
 * Serves a page that runs a script, and forwards its requests: `/api/me` goes to `http://127.0.0.1:4010/api/v1/me`
 * if `targets` has that base URL as `api`. So the page needs only one origin, as behind a proxy.
 * @param scripts Bundled JavaScript by file name. The page runs `page.js`.
 * @param policy The page's `Content-Security-Policy`.
 */
export async function servePage(
  scripts: Readonly<Record<string, string>>,
  targets: Readonly<Record<string, string>>,
  policy = '',
): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(request.url ?? '') ?? []
    const target = targets[name]
    if (target !== undefined) forward(request, response, target + rest)
    else if (name === '')
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy }).end(PAGE)
    else if (name in scripts) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(scripts[name])
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Latchkey</title><script type="module" src="/page.js"></script>'

/** If the target closes its connection, the connection of the page is closed too. */
function forward(request: IncomingMessage, response: ServerResponse, url: string): void {
  const { method, headers } = request
  const onward = send(url, { method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    pipeline(answer, response, () => {})
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
