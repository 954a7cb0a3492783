/** The pages of a document without written rules: an overview, and a reference that Redoc makes of the document. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { apiOf, isFree } from './api-routes.ts'
import type { Env } from './env.ts'
import type { Instance } from './instance.ts'
import { DOCUMENT_PATH, linksOf } from './instance-routes.ts'
import { overviewPage } from './overview.ts'
import { pageHeaders } from './page-headers.ts'
import { DOCS_PATH, type Pages, wantsPage } from './pages.ts'
import { REDOC, referencePage } from './reference-page.ts'

/**
 * Adds the pages, which take the place of those for the systems of the package.
 * @param instance called at each request, since its document may change
 */
export function addDescribedPages(app: Hono<Env>, instance: () => Instance, docs: Pages['docs']): void {
  const pages = describedPages(instance, docs)
  const isDescribed = () => instance().mock.contract.lenient !== undefined
  app.get('/', (context, next) =>
    isDescribed() && wantsPage(context) ? pages.fetch(context.req.raw, context.env) : next(),
  )
  for (const path of [`${DOCS_PATH}*`, '/assets/*'])
    app.get(path, (context, next) => (isDescribed() ? pages.fetch(context.req.raw, context.env) : next()))
}

function describedPages(instance: () => Instance, docs: Pages['docs']): Hono<Env> {
  const pages = new Hono<Env>()
  pages.get('/', pageHeaders, context => {
    context.header('Vary', 'Accept')
    const { origin } = new URL(context.req.url)
    const links = { ...linksOf(instance(), origin), ...(isFree(instance(), DOCS_PATH) && { docs: origin + DOCS_PATH }) }
    return context.html(overviewPage(instance(), links))
  })
  pages.get(DOCS_PATH.slice(0, -1), context => context.redirect(DOCS_PATH))
  pages.get(DOCS_PATH, pageHeaders, async context => {
    const { title } = instance().mock.contract
    const hasDocument = isFree(instance(), DOCUMENT_PATH) && (await instance().document()) !== undefined
    const hasRedoc = docs !== undefined && (await docs.has(REDOC))
    return context.html(hasDocument && hasRedoc ? reference(title) : withoutReference(title, hasDocument))
  })
  pages.get(DOCS_PATH + REDOC, pageHeaders, async context => {
    const script = await docs?.read(REDOC)
    return script ? context.body(script, 200, { 'Content-Type': 'text/javascript' }) : context.notFound()
  })
  return pages
    .notFound(async context => (await apiOf(instance)(context, async () => {})) as Response)
    .onError(error => {
      throw error
    })
}

/** The script gets the document from this server, so the page is small and always up to date. */
const reference = (title: string) => referencePage(title, REDOC, `'${DOCUMENT_PATH}'`)

function withoutReference(title: string, hasDocument: boolean) {
  const reason = hasDocument
    ? html`The reference needs the documentation of the package, which is not built here. The document is at <a href="${DOCUMENT_PATH}">${DOCUMENT_PATH}</a>.`
    : 'This mock does not have the whole document. Start it with latchkey mock and the file.'
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${reason}</p></body>
</html>`
}
