/** The pages of the guides, docs/*.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GUIDE_GROUPS, type GuideEntry } from '../guide-list.ts'
import { guidePath, listed, withPageLinks } from '../guide-paths.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { markdown, slug } from '../markdown.ts'
import { DOCS, ROOT } from '../paths.ts'

export interface Guide {
  readonly name: string
  readonly title: string
  readonly text: string
}

const ENTRIES = GUIDE_GROUPS.flatMap(({ guides }) => guides)

/** The names of docs/*.md in reading order. */
export const guideNames: readonly string[] = ENTRIES.flatMap(
  ({ source }) => /^docs\/([^/]+)\.md$/.exec(source)?.[1] ?? [],
)

export function readGuide(name: string): Guide {
  const file = join(DOCS, `${name}.md`)
  if (!existsSync(file)) throw new Error(`The guide docs/${name}.md does not exist.`)
  const text = readFileSync(file, 'utf8')
  return { name, title: headingOf(text, name), text }
}

export const headingOf = (text: string, otherwise: string): string => /^# (.+)$/m.exec(text)?.[1] ?? otherwise

/**
 * The list of guides, and those of docs/ that are a page of their own.
 * @throws {Error} if a guide is not in the list
 */
export function guidePages(): readonly Page[] {
  const files = readdirSync(DOCS).filter(file => file.endsWith('.md') && file !== 'errors.md')
  const missing = files.filter(file => !guideNames.includes(file.replace(/\.md$/, '')))
  if (missing.length > 0) throw new Error(`docs/build/guide-list.ts does not list ${missing.join(', ')}.`)
  return [
    overview(),
    ...ENTRIES.filter(({ source }) => guidePath(source).startsWith('guides/') && source.startsWith('docs/')).map(
      guidePage,
    ),
  ]
}

const LEAD = 'Everything that there is to read. All commands and programs in the guides are tested.'

function overview(): Page {
  const groups = GUIDE_GROUPS.map(
    ({ title, guides }) => html`<h2 id="${slug(title)}">${title}</h2><ul class="cards">${guides.map(card)}</ul>`,
  )
  return {
    path: 'guides/index.html',
    title: 'Guides',
    description: LEAD,
    isFound: false,
    section: 'guides',
    wide: true,
    body: html`<h1>Guides</h1><p class="lead">${LEAD}</p>${groups}`,
  }
}

function card({ source, title, about }: GuideEntry): Html {
  return html`<li><a class="card" href="../${guidePath(source)}"><strong>${title}</strong><span>${about}</span></a></li>`
}

function guidePage({ source, title }: GuideEntry): Page {
  const text = readFileSync(join(ROOT, source), 'utf8')
  return {
    ...listed(source),
    title: headingOf(text, title),
    body: withPageLinks(markdown(text), source),
  }
}
