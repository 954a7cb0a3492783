/** The pages that people open in a browser. */
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { serveStatic } from 'hono/serve-static'
import { isFree } from './api-routes.ts'
import { compress } from './compress.ts'
import { packageRoot } from './documents.ts'
import type { Env } from './env.ts'
import type { Instance } from './instance.ts'
import { immutable, pageHeaders } from './page-headers.ts'
import { linkedToSettings } from './settings-link.ts'
import { type Site, siteArchive, siteFolder } from './site.ts'

export const DOCS_PATH = '/docs/'

/** The documentation in the package. */
export const DOCS_ARCHIVE = 'dist/docs.br'

/** The built pages. The package contains both; a clone contains those that were built. */
export interface Pages {
  /** The settings page, served at `/` to clients that accept HTML. */
  readonly settings: Site | undefined
  /** The documentation, served at `/docs/`. */
  readonly docs: Site | undefined
}

export function findPages(): Pages {
  const root = packageRoot()
  const folder = (path: string) =>
    existsSync(join(root, path, 'index.html')) ? siteFolder(join(root, path)) : undefined
  const archive = join(root, DOCS_ARCHIVE)
  return {
    settings: folder('dist/page'),
    docs: folder('docs/site') ?? (existsSync(archive) ? siteArchive(archive) : undefined),
  }
}

/** The URLs of the pages that exist. A document without written rules has an overview in place of the settings page. */
export function pageLinks({ settings, docs }: Pages, instance: Instance, origin: string) {
  const isDescribed = instance.mock.contract.lenient !== undefined
  return {
    ...((settings !== undefined || isDescribed) && isFree(instance, '/') && { page: `${origin}/` }),
    ...(docs !== undefined && isFree(instance, DOCS_PATH) && { docs: origin + DOCS_PATH }),
  }
}

export function addPages(app: Hono<Env>, { settings, docs: site }: Pages): void {
  if (site !== undefined) {
    const docs = settings === undefined ? site : linkedToSettings(site)
    const rewriteRequestPath = (path: string) => withExtension(path.slice(DOCS_PATH.length))
    app.get(DOCS_PATH.slice(0, -1), context => context.redirect(DOCS_PATH))
    app.get(
      `${DOCS_PATH}*`,
      compress(),
      etag(),
      pageHeaders,
      serve(docs, { rewriteRequestPath }),
      redirectOrNotFound(docs),
    )
  }
  if (settings !== undefined) {
    const page = serve(settings, { path: 'index.html' })
    app.get('/', compress(), etag(), pageHeaders, async (context, next) => {
      context.header('Vary', 'Accept', { append: true })
      return wantsPage(context) ? page(context, next) : next()
    })
    const rewriteRequestPath = (path: string) => path.slice(1)
    app.get('/assets/*', compress(), immutable, etag(), pageHeaders, serve(settings, { rewriteRequestPath }))
  }
}

interface ServeOptions {
  readonly path?: string
  readonly rewriteRequestPath?: (path: string) => string
}

function serve(site: Site, options: ServeOptions): MiddlewareHandler<Env> {
  const getContent = async (path: string) => (await site.read(path)) ?? null
  return serveStatic<Env>({ ...options, root: '', getContent })
}

export const wantsPage = ({ req }: Context<Env>) => req.header('Accept')?.includes('text/html') === true

/** Redirects a folder without its trailing slash to the folder, and shows browsers a page for unknown paths. */
function redirectOrNotFound(docs: Site): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { path } = context.req
    if (await docs.has(`${path.slice(DOCS_PATH.length)}/index.html`)) return context.redirect(`${path}/`)
    const page = wantsPage(context) ? await docs.read('404.html') : undefined
    if (page === undefined) return next()
    // The page is shown at any depth, and its links are relative to the folder of the documentation.
    const html = new TextDecoder().decode(page).replace('<head>', `<head>\n<base href="${DOCS_PATH}">`)
    return context.html(html, 404)
  }
}

/** Links to the documentation have no extension, such as the `type` of a problem: `/docs/errors#permission_denied`. */
function withExtension(path: string): string {
  if (path === '' || path.endsWith('/')) return `${path}index.html`
  return extname(path) === '' ? `${path}.html` : path
}
