/** The entries of the search: each section of each page, and each operation. */
import { Html } from './html.ts'
import type { Page } from './layout.ts'
import { referencePath } from './reference-path.ts'
import type { System } from './system.ts'

export interface SearchEntry {
  readonly title: string
  /** The title of the page, or the name of the reference. */
  readonly page: string
  /** Relative to the site, with the anchor. */
  readonly path: string
  readonly text: string
}

const MAX_TEXT_LENGTH = 400

export function searchIndex(pages: readonly Page[], systems: readonly System[]): readonly SearchEntry[] {
  return [...pages.flatMap(sectionsOf), ...systems.flatMap(operationsOf)]
}

function sectionsOf({ title, path, description, body }: Page): SearchEntry[] {
  const [first = '', ...rest] = body.text.split(/(?=<h[23] id=")/)
  const whole = { title, page: 'Page', path, text: `${description} ${plain(first)}`.slice(0, MAX_TEXT_LENGTH) }
  const sections = rest.flatMap(section => {
    const [, id, heading = ''] = /^<h[23] id="([^"]+)">(.*?)<\/h[23]>/s.exec(section) ?? []
    const text = plain(section.replace(/^<h.*?<\/h[23]>/s, '')).slice(0, MAX_TEXT_LENGTH)
    return id === undefined
      ? []
      : [{ title: plain(heading.replace(/<a class="anchor".*/s, '')), page: title, path: `${path}#${id}`, text }]
  })
  return [whole, ...sections]
}

function operationsOf({ id, model, contract }: System): SearchEntry[] {
  return contract.operations.map(operation => {
    const node = model.operations.find(one => one.id === operation.id)?.node
    return {
      title: `${operation.id} — ${operation.method} ${operation.path}`,
      page: `${id} reference`,
      path: node ? referencePath(id, node) : `reference/${id}.html`,
      text: `${node?.text('summary') ?? ''}. ${node?.text('description') ?? ''} ${operation.call}`,
    }
  })
}

function plain(fragment: string): string {
  return new Html(fragment).text
    .replaceAll('<wbr>', '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
