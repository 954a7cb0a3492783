/** The built site: links, requests, accessibility, narrow screens and dark mode. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'

// The site is built once, and one browser serves all of these tests.
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(ROOT, 'docs/build/main.ts')], { cwd: ROOT })
}, 300_000)

await import('./site/links.ts')
await import('./site/markup.ts')
await import('./site/browser.ts')
await import('./site/queries.ts')
await import('./site/search.ts')
await import('./site/try.ts')
await import('./site/content.ts')
