/** The built site: its links, what it asks for, and how it looks to a screen reader, on a phone and in the dark. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll } from 'vitest'
import { ROOT } from '../../docs/build/paths.ts'

// Built once, and looked at in one browser by all of these.
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(ROOT, 'docs/build/main.ts')], { cwd: ROOT })
}, 300_000)

await import('./site/links.ts')
await import('./site/browser.ts')
await import('./site/try.ts')
await import('./site/content.ts')
