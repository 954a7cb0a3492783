/** The entries of the search: each section of each page, each operation, each field, and each option of the command line. */
import type { Page } from '../layout.ts'
import { referencePath } from '../reference-path.ts'
import type { System } from '../system.ts'
import type { SearchEntry, SearchKind } from './entry.ts'
import { fieldEntries } from './field-entries.ts'
import { codeWords, plainText, withoutMarks } from './plain-text.ts'

export function searchEntries(pages: readonly Page[], systems: readonly System[]): readonly SearchEntry[] {
  return [...pages.flatMap(sectionsOf), ...systems.flatMap(operationsOf), ...fieldEntries(systems)]
}

const HEADING = /^<h([23]) id="([^"]+)">(.*?)<\/h\1>/s

function sectionsOf({ title, path, description, keywords, body, section, isFound = true }: Page): SearchEntry[] {
  if (!isFound) return []
  const [first = '', ...rest] = body.text.split(/(?=<h[23] id=")/)
  const whole = {
    kind: section === 'changelog' ? 'change' : 'guide',
    title,
    page: '',
    path,
    ...(keywords !== undefined && { keywords }),
  } as const
  const sections = rest.flatMap((html): SearchEntry[] => {
    const [, , id, heading = ''] = HEADING.exec(html) ?? []
    const content = html.replace(HEADING, '')
    const kind = kindOf(path, content)
    return id === undefined
      ? []
      : [
          {
            kind,
            title: plainText(heading.replace(/<a class="anchor".*/s, '')),
            // An error is also found by its title, such as "Too many requests".
            page: kind === 'error' ? plainText(/<strong>(.*?)<\/strong>/s.exec(content)?.[1] ?? title) : title,
            path: `${path}#${id}`,
            ...words(content),
          },
        ]
  })
  const lead = words(first.replace(/<h1\b[\s\S]*?<\/h1>/, ''))
  // The first sentence of a guide is its description in the list of guides, too.
  const text = lead.text.startsWith(description) ? lead.text : `${description} ${lead.text}`
  return [{ ...whole, ...lead, text }, ...sections]
}

/** The kind of the sections of pages that are not prose. */
const KINDS: readonly (readonly [path: RegExp, kind: SearchKind])[] = [
  [/^errors\.html$/, 'error'],
  [/^changelog\.html$/, 'change'],
  [/^vocabulary\.html$/, 'keyword'],
  [/^systems\//, 'difference'],
  [/^guides\/command-line\.html$/, 'option'],
]

function kindOf(path: string, content: string): SearchKind {
  const [, kind] = KINDS.find(([pattern]) => pattern.test(path)) ?? []
  // A file of an example is code and nothing else.
  return kind ?? (words(content).text === '' ? 'file' : 'section')
}

function words(html: string): Pick<SearchEntry, 'text' | 'code'> {
  const code = codeWords(html)
  return { text: plainText(html.replaceAll(/<pre\b[\s\S]*?<\/pre>/g, ' ')), ...(code !== '' && { code }) }
}

function operationsOf({ id, model, contract }: System): SearchEntry[] {
  return contract.operations.map(operation => {
    const node = model.operations.find(one => one.id === operation.id)?.node
    return {
      kind: 'operation',
      title: node?.text('summary') ?? operation.id,
      page: `${operation.id} · ${id}`,
      keywords: `${operation.method} ${operation.path}`,
      path: node ? referencePath(id, node) : `reference/${id}.html`,
      text: withoutMarks(node?.text('description') ?? ''),
      ...(operation.call !== undefined && { code: operation.call }),
    }
  })
}
