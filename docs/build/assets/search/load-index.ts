import type { SearchEntry } from '../../search/entry.ts'
import { type Find, searchOver } from '../../search/find.ts'

let loaded: Promise<Find> | undefined

/** Loads what the search finds. It is two scripts, because pages on disk cannot use `fetch`. */
export function loadIndex(): Promise<Find> {
  loaded ??= Promise.all(['pages', 'sdk'].map(load)).then(
    parts => searchOver(parts.flat()),
    error => {
      loaded = undefined
      throw error
    },
  )
  return loaded
}

async function load(part: string): Promise<readonly SearchEntry[]> {
  const script = document.createElement('script')
  script.src = `${document.body.dataset.root ?? ''}assets/search-${part}.js`
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', reject)
    document.head.append(script)
  })
  const { latchkeySearch = {} } = globalThis as { latchkeySearch?: Readonly<Record<string, readonly SearchEntry[]>> }
  return latchkeySearch[part] ?? []
}
