/** The search over all pages. The index is a script, because pages on disk cannot use `fetch`. */
import MiniSearch from 'minisearch'
import type { SearchEntry } from '../search-index.ts'

const MAX_RESULTS = 12
let opened: Promise<(query: string) => readonly SearchEntry[]> | undefined

export async function openSearch(): Promise<void> {
  opened ??= loadIndex()
  const find = await opened
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search') ?? createDialog(find)
  dialog.showModal()
  dialog.querySelector('input')?.select()
}

const root = () => document.body.dataset.root ?? ''

async function loadIndex() {
  const script = document.createElement('script')
  script.src = `${root()}assets/search-index.js`
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', reject)
    document.head.append(script)
  })
  const { latchkeySearch: entries } = globalThis as unknown as { readonly latchkeySearch: readonly SearchEntry[] }
  const index = new MiniSearch<SearchEntry & { readonly id: number }>({
    fields: ['title', 'page', 'text'],
    searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND', processTerm: stem },
  })
  index.addAll(entries.map((entry, id) => ({ ...entry, id })))
  return (query: string) =>
    index
      .search(query)
      .slice(0, MAX_RESULTS)
      .flatMap(({ id }) => entries[id] ?? [])
}

/** Removes word endings, so that `rotate` also finds `rotating`. */
const stem = (term: string) => term.toLowerCase().replace(/(?<=\w{4})(?:ing|ed|es|e|s)$/, '')

function createDialog(find: (query: string) => readonly SearchEntry[]): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = 'search'
  dialog.setAttribute('aria-label', 'Search')
  dialog.innerHTML =
    '<input type="search" placeholder="Search the documentation" aria-label="Search the documentation" autocomplete="off"><ul></ul><p aria-live="polite">Type to search guides, operations and errors.</p>'
  const [input, results, note] = [dialog.querySelector('input'), dialog.querySelector('ul'), dialog.querySelector('p')]
  if (!input || !results || !note) return dialog
  let chosen = 0
  const links = () => [...results.querySelectorAll('a')]
  const choose = (index: number) => {
    const all = links()
    chosen = Math.max(0, Math.min(index, all.length - 1))
    for (const [place, link] of all.entries()) link.setAttribute('aria-selected', String(place === chosen))
    all[chosen]?.scrollIntoView({ block: 'nearest' })
  }
  input.addEventListener('input', () => {
    const found = input.value.trim() === '' ? [] : find(input.value)
    results.replaceChildren(...found.map(resultOf))
    note.textContent = input.value.trim() === '' ? 'Type to search guides, operations and errors.' : 'No results.'
    note.hidden = found.length > 0
    choose(0)
  })
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Enter') links()[chosen]?.click()
    else return
    event.preventDefault()
  })
  dialog.addEventListener('click', event => {
    if (event.target === dialog || (event.target instanceof Element && event.target.closest('a'))) dialog.close()
  })
  document.body.append(dialog)
  return dialog
}

function resultOf({ title, page, path, text }: SearchEntry): HTMLLIElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = root() + path
  const [heading, context] = [document.createElement('strong'), document.createElement('small')]
  heading.textContent = title
  context.textContent = `${page}${text === '' ? '' : ` — ${text.slice(0, 110)}`}`
  link.append(heading, context)
  item.append(link)
  return item
}
