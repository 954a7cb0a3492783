/** The dialog of the search: a field, and the results as its list, which is also used with the arrow keys. */
import type { SearchEntry, SearchKind } from '../../search/entry.ts'
import type { Find } from '../../search/find.ts'
import { wordsOf } from '../../search/words.ts'
import { loadIndex } from './load-index.ts'

const KINDS: Readonly<Record<SearchKind, string>> = {
  guide: 'Page',
  section: 'Section',
  error: 'Error',
  option: 'Command line',
  operation: 'API',
  keyword: 'Keyword',
  sdk: 'SDK',
  member: 'SDK',
  field: 'Field',
  difference: 'System',
  change: 'Changelog',
  file: 'File',
}

const FAILURE = 'The search could not be loaded. Close it, and open it again.'
const HINT = 'Type to search guides, references, the SDK, the command line and errors.'

let dialog: SearchDialog | undefined

export function openSearch(): void {
  dialog ??= new SearchDialog()
  dialog.open()
}

class SearchDialog {
  readonly #dialog = document.createElement('dialog')
  readonly #input: HTMLInputElement
  readonly #list: HTMLElement
  readonly #note: HTMLElement
  #find: Find | undefined
  #hasFailed = false
  #chosen = 0

  constructor() {
    this.#dialog.className = 'search'
    this.#dialog.setAttribute('aria-label', 'Search')
    this.#dialog.innerHTML = `<input type="text" role="combobox" aria-expanded="false" aria-controls="search-results"
aria-autocomplete="list" aria-label="Search the documentation" placeholder="Search the documentation" autocomplete="off"
spellcheck="false" enterkeyhint="go"><div id="search-results" role="listbox" aria-label="Results" hidden></div><p role="status">${HINT}</p>`
    this.#input = this.#part('input')
    this.#list = this.#part('[role=listbox]')
    this.#note = this.#part('p')
    this.#input.addEventListener('input', () => this.#show())
    this.#input.addEventListener('keydown', event => this.#key(event))
    this.#dialog.addEventListener('click', event => {
      if (event.target === this.#dialog || (event.target instanceof Element && event.target.closest('a')))
        this.#dialog.close()
    })
    document.body.append(this.#dialog)
  }

  open(): void {
    if (this.#dialog.open) return
    this.#dialog.showModal()
    this.#input.select()
    if (this.#find) return
    this.#hasFailed = false
    this.#show()
    loadIndex()
      .then(
        find => {
          this.#find = find
        },
        () => {
          this.#hasFailed = true
        },
      )
      .then(() => this.#show())
  }

  #part<Part extends HTMLElement>(selector: string): Part {
    const part = this.#dialog.querySelector<Part>(selector)
    if (!part) throw new Error(`The dialog has no ${selector}.`)
    return part
  }

  #show(): void {
    const query = this.#input.value.trim()
    if (!this.#find) {
      this.#note.textContent = this.#hasFailed ? FAILURE : query === '' ? HINT : 'Loading …'
      return
    }
    const found = query === '' ? [] : this.#find(query)
    const words = new Set(wordsOf(query))
    this.#list.replaceChildren(...found.map((entry, at) => optionOf(entry, at, words)))
    this.#list.hidden = found.length === 0
    this.#input.setAttribute('aria-expanded', String(found.length > 0))
    this.#note.textContent =
      query === '' ? HINT : found.length === 0 ? `Nothing found for “${query}”.` : `${found.length} results`
    this.#note.classList.toggle('spoken', found.length > 0)
    this.#choose(0)
  }

  #key(event: KeyboardEvent): void {
    const options = this.#list.children
    if (event.key === 'ArrowDown') this.#choose((this.#chosen + 1) % options.length)
    else if (event.key === 'ArrowUp') this.#choose((this.#chosen - 1 + options.length) % options.length)
    else if (event.key === 'Enter') this.#list.querySelector<HTMLElement>('[aria-selected=true]')?.click()
    else return
    event.preventDefault()
  }

  #choose(at: number): void {
    this.#chosen = at
    for (const [place, option] of [...this.#list.children].entries())
      option.setAttribute('aria-selected', String(place === at))
    const chosen = this.#list.children[at]
    if (chosen) this.#input.setAttribute('aria-activedescendant', chosen.id)
    else this.#input.removeAttribute('aria-activedescendant')
    chosen?.scrollIntoView({ block: 'nearest' })
  }
}

/** A link, so that a result can be opened in a new tab. */
function optionOf(
  { kind, title, page, path, text }: SearchEntry,
  at: number,
  words: ReadonlySet<string>,
): HTMLAnchorElement {
  const option = document.createElement('a')
  option.href = (document.body.dataset.root ?? '') + path
  option.id = `search-result-${at}`
  option.role = 'option'
  option.tabIndex = -1
  const [heading, label, context] = [
    document.createElement('strong'),
    document.createElement('span'),
    document.createElement('small'),
  ]
  heading.textContent = title
  label.textContent = KINDS[kind]
  context.append([page, text].every(part => part !== '') ? `${page} — ` : page, ...marked(excerpt(text, words), words))
  option.append(heading, label, context)
  return option
}

const LENGTH = 130

/** The part of a text around the first word that was asked for. */
function excerpt(text: string, words: ReadonlySet<string>): string {
  const first = [...text.matchAll(/[\p{L}\p{N}._-]+/gu)].find(([word]) => wordsOf(word).some(form => words.has(form)))
  const start = Math.max(0, (first?.index ?? 0) - 40)
  if (start === 0) return text.slice(0, LENGTH)
  return `… ${text
    .slice(start)
    .replace(/^\S*\s/, '')
    .slice(0, LENGTH)}`
}

function marked(text: string, words: ReadonlySet<string>): (string | HTMLElement)[] {
  return text.split(/([\p{L}\p{N}_]+)/u).map(part => {
    if (!wordsOf(part).some(form => words.has(form))) return part
    const mark = document.createElement('mark')
    mark.textContent = part
    return mark
  })
}
