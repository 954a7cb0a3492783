import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SITE } from '../paths.ts'
import type { SearchEntry } from './entry.ts'

/** Writes entries as a script, because pages on disk cannot load data. */
export function writeEntries(part: 'pages' | 'sdk', entries: readonly SearchEntry[]): void {
  const text = `(globalThis.latchkeySearch ??= {}).${part} = ${JSON.stringify(entries)}\n`
  writeFileSync(join(SITE, `assets/search-${part}.js`), text)
}
