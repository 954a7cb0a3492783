/** The pages that people open in a browser. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { packageRoot } from './documents.ts'
import type { Env } from './env.ts'

const DOCS_PATH = '/docs/'

/** The folders of the built pages. The package contains both; a clone contains those that were built. */
export interface Pages {
  /** The settings page, served at `/` to clients that accept HTML. */
  readonly settings: string | undefined
  /** The documentation, served at `/docs/`. */
  readonly docs: string | undefined
}

export function findPages(): Pages {
  const built = (folder: string) => {
    const path = join(packageRoot(), folder)
    return existsSync(join(path, 'index.html')) ? path : undefined
  }
  return { settings: built('dist/page'), docs: built('docs/site') }
}

/** The URLs of the pages that exist. */
export const pageLinks = ({ settings, docs }: Pages, origin: string) => ({
  ...(settings !== undefined && { page: `${origin}/` }),
  ...(docs !== undefined && { docs: origin + DOCS_PATH }),
})

export function addPages(app: Hono<Env>, { settings, docs }: Pages): void {
  if (docs !== undefined) {
    const rewriteRequestPath = (path: string) => withExtension(path.slice(DOCS_PATH.length - 1))
    app.get(DOCS_PATH.slice(0, -1), context => context.redirect(DOCS_PATH))
    app.get(`${DOCS_PATH}*`, etag(), headers, serveStatic({ root: docs, rewriteRequestPath }), redirectOrNotFound(docs))
  }
  if (settings !== undefined) {
    const page = serveStatic({ root: settings, path: 'index.html' })
    app.get('/', etag(), headers, async (context, next) => {
      context.header('Vary', 'Accept', { append: true })
      return wantsPage(context) ? page(context, next) : next()
    })
    app.get('/assets/*', etag(), headers, serveStatic({ root: settings }))
  }
}

const wantsPage = ({ req }: Context<Env>) => req.header('Accept')?.includes('text/html') === true

/** Every file of an npm package has the same old date, from which a browser would conclude to cache it for years. */
const headers: MiddlewareHandler<Env> = async (context, next) => {
  await next()
  if (!context.res.ok) return
  context.header('Cache-Control', 'no-cache')
  if (extname(context.req.path) === '.md') context.header('Content-Type', 'text/markdown; charset=utf-8')
}

/** Redirects a folder without its trailing slash to the folder, and shows browsers a page for unknown paths. */
function redirectOrNotFound(docs: string): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { path } = context.req
    if (existsSync(join(docs, path.slice(DOCS_PATH.length), 'index.html'))) return context.redirect(`${path}/`)
    if (!wantsPage(context)) return next()
    const page = await readFile(join(docs, '404.html'), 'utf8')
    // The page is shown at any depth, and its links are relative to the folder of the documentation.
    return context.html(page.replace('<head>', `<head>\n<base href="${DOCS_PATH}">`), 404)
  }
}

/** Links to the documentation have no extension, such as the `type` of a problem: `/docs/errors#permission_denied`. */
const withExtension = (path: string) => (path.endsWith('/') || extname(path) !== '' ? path : `${path}.html`)
