import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { packageRoot } from './documents.ts'
import type { Env } from './instance-routes.ts'

const DOCS_PATH = '/docs/'

/** What people open in a browser, as far as it is built; in the package it is. */
export interface Pages {
  /** The folder of the settings page, which is at `/` for whoever asks for HTML. */
  readonly settings: string | undefined
  /** The folder of the documentation, which is at `/docs/`. */
  readonly docs: string | undefined
}

export function findPages(): Pages {
  const built = (folder: string) => {
    const path = join(packageRoot(), folder)
    return existsSync(join(path, 'index.html')) ? path : undefined
  }
  return { settings: built('dist/page'), docs: built('docs/site') }
}

/** Where they are. */
export const pageLinks = ({ settings, docs }: Pages, origin: string) => ({
  ...(settings !== undefined && { page: `${origin}/` }),
  ...(docs !== undefined && { docs: origin + DOCS_PATH }),
})

export function addPages(app: Hono<Env>, { settings, docs }: Pages): void {
  if (docs !== undefined) {
    const rewriteRequestPath = (path: string) => withExtension(path.slice(DOCS_PATH.length - 1))
    app.get(DOCS_PATH.slice(0, -1), context => context.redirect(DOCS_PATH))
    app.get(`${DOCS_PATH}*`, serveStatic({ root: docs, rewriteRequestPath }))
  }
  if (settings !== undefined) {
    const page = serveStatic({ root: settings, path: 'index.html' })
    app.get('/', async (context, next) => {
      context.header('Vary', 'Accept', { append: true })
      return context.req.header('Accept')?.includes('text/html') ? page(context, next) : next()
    })
    app.get('/assets/*', serveStatic({ root: settings }))
  }
}

/** Links to the documentation, such as those of problems, have no extension: `/docs/errors#permission_denied`. */
const withExtension = (path: string) => (path.endsWith('/') || extname(path) !== '' ? path : `${path}.html`)
