import type { SearchEntry } from '../../search/entry.ts'
import type { Find, searchOver } from '../../search/find.ts'

/** What the scripts of the search leave in the global `latchkeySearch`. */
export interface SearchParts {
  readonly over?: typeof searchOver
  readonly pages?: readonly SearchEntry[]
  readonly sdk?: readonly SearchEntry[]
}

let loaded: Promise<Find> | undefined

/** Loads the search and what it finds: scripts, because pages on disk cannot use `fetch`. */
export function loadIndex(): Promise<Find> {
  loaded ??= Promise.all(['search', 'search-pages', 'search-sdk'].map(load)).then(() => {
    const { over, pages = [], sdk = [] } = (globalThis as { latchkeySearch?: SearchParts }).latchkeySearch ?? {}
    if (!over) throw new Error('The script of the search did not run.')
    return over([...pages, ...sdk])
  })
  loaded.catch(() => {
    loaded = undefined
  })
  return loaded
}

async function load(name: string): Promise<void> {
  const script = document.createElement('script')
  script.src = `${document.body.dataset.root ?? ''}assets/${name}.js`
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', reject)
    document.head.append(script)
  })
}
