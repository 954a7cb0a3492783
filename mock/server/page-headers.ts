/** The headers of the pages that people open in a browser. */
import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs

/** A file that never changes: browsers do not ask for it again. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Redoc and TypeDoc write styles into their pages. Scripts run from files, and from pages only with their hash. */
const POLICY = {
  'default-src': "'none'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'self'",
  'frame-ancestors': "'none'",
}

/**
 * The headers that tell a browser what a page or one of its files may do.
 * @param html the text of a page; empty for other files
 */
export function protectionOf(html: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': policyFor(html),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

function policyFor(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) => `'sha256-${hashOf(script)}'`)
  const policy = { ...POLICY, 'script-src': ["'self'", ...new Set(hashes)].join(' ') }
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

const hashOf = (script: string) => createHash('sha256').update(script).digest('base64')

/** Sets the headers of a page or one of its files. */
export const pageHeaders: MiddlewareHandler<Env> = async (context, next) => {
  await next()
  const { res } = context
  const isPage = res.headers.get('Content-Type')?.startsWith('text/html') === true
  const headers = Object.entries(protectionOf(isPage ? await res.clone().text() : ''))
  for (const [name, value] of headers) context.header(name, value)
  if (!res.ok) return
  // Every file of an npm package has the same old date, from which a browser would conclude to cache it for years.
  context.header('Cache-Control', 'no-cache')
  if (extname(context.req.path) === '.md') context.header('Content-Type', 'text/markdown; charset=utf-8')
}

/** For files that have the hash of their content in their name. */
export const immutable: MiddlewareHandler<Env> = async (context, next) => {
  await next()
  if (context.res.ok) context.header('Cache-Control', IMMUTABLE)
}
