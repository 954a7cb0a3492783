/** The link from the documentation to the settings page. */
import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

/** Marks where the link goes in each page of the documentation. A site without a settings page keeps the mark. */
export const SETTINGS_LINK = '<!-- settings page -->'

/** Adds the link to each page. */
export const linkToSettings: MiddlewareHandler<Env> = async (context, next) => {
  await next()
  const { res } = context
  if (res.headers.get('Content-Type')?.startsWith('text/html') !== true) return
  context.res = new Response((await res.text()).replace(SETTINGS_LINK, '<a href="/">Settings page</a>'), res)
}
