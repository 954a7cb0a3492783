import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Mock } from 'latchkey/mock'
import { IMMUTABLE, protectionOf } from '../../mock/server/page-headers.ts'

/** Responds in place of the mock; returns undefined to let the mock respond. */
export type Interception = (request: Request, mock: Mock) => Promise<Response | undefined> | Response | undefined

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

/** Serves the page at `/` and a mock below `/api/v1`, with the headers of `latchkey mock`. */
export async function servePage(folder: string, mock: Mock) {
  const state: { intercept: Interception } = { intercept: () => undefined }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/')) return (await state.intercept(request, mock)) ?? mock.fetch(request)
    if (pathname === '/' && request.headers.get('Accept') === 'application/json')
      return Response.json({ title: mock.contract.title, docs: `${new URL(request.url).origin}/docs/` })
    return file(join(folder, pathname === '/' ? 'index.html' : pathname))
  }
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Intercepts all further API requests. */
    intercept: (by: Interception) => {
      state.intercept = by
    },
    close: () => {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

async function file(path: string): Promise<Response> {
  const type = TYPES[extname(path)] ?? 'application/json'
  const content = new Uint8Array(await readFile(path))
  const html = type === 'text/html' ? new TextDecoder().decode(content) : ''
  const caching = html ? 'no-cache' : IMMUTABLE
  return new Response(content, { headers: { 'Content-Type': type, 'Cache-Control': caching, ...protectionOf(html) } })
}
