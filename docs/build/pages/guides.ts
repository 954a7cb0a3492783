/** The pages of the guides, docs/*.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { inlineMarkdown, markdown } from '../markdown.ts'
import { DOCS } from '../paths.ts'
import { exampleNames } from './examples.ts'

/** The guides to single emulations, by name. */
const emulations = readdirSync(DOCS).flatMap(file => /^(emulation-.+)\.md$/.exec(file)?.[1] ?? [])

/** The guides in reading order. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Quick start': ['quick-start-integrators', 'quick-start-frontend', 'quick-start-readers'],
  'Your own API': [
    'your-own-api',
    'any-document',
    'rules-for-your-api',
    'generating-clients',
    'generated-client',
    'your-own-system',
  ],
  'Using keys': ['rotating-keys', 'storing-keys', 'calls-in-production'],
  Mocking: ['mocking-in-tests', 'mock-server', 'migrating', 'comparison-of-mocks'],
  Systems: ['systems'],
  Emulations: ['emulating-an-api', 'emulations', ...emulations.sort()],
}

export interface Guide {
  readonly name: string
  readonly title: string
  /** The first paragraph, as Markdown. */
  readonly lead: string
  readonly text: string
}

export const guideNames: readonly string[] = Object.values(GROUPS).flat()

export function readGuide(name: string): Guide {
  const file = join(DOCS, `${name}.md`)
  if (!existsSync(file)) throw new Error(`The guide docs/${name}.md does not exist.`)
  const text = readFileSync(file, 'utf8')
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name
  const lead = /^# .+\n\n((?:.+\n)+)/.exec(text)?.[1]?.trim() ?? ''
  return { name, title, lead, text }
}

export function guidePages(): readonly Page[] {
  const guides = guideNames.map(readGuide)
  return [overview(guides), ...guides.map(guidePage)]
}

function overview(guides: readonly Guide[]): Page {
  const groups = Object.entries(GROUPS).map(([title, names]) => {
    const cards = guides.filter(({ name }) => names.some(one => one === name)).map(card)
    return html`<h2>${title}</h2><ul class="cards">${cards}</ul>`
  })
  return {
    path: 'guides/index.html',
    title: 'Guides',
    description: 'Quick starts and how-to guides. All commands and programs in them are tested.',
    section: 'guides',
    wide: true,
    body: html`<h1>Guides</h1><p class="lead">Quick starts and how-to guides. All commands and programs in them are tested.</p>${groups}`,
  }
}

function card({ name, title, lead }: Guide): Html {
  const plain = inlineMarkdown(lead.replaceAll('\n', ' ')).text.replaceAll(/<\/?(a|code)\b[^>]*>/g, '')
  return html`<li><a class="card" href="${name}.html"><strong>${title}</strong><span>${new Html(plain)}</span></a></li>`
}

function guidePage({ name, title, lead, text }: Guide): Page {
  return {
    path: `guides/${name}.html`,
    title,
    description: lead.replaceAll(/[`*\n]|\[|\]\([^)]*\)/g, ' '),
    section: 'guides',
    body: new Html(
      markdown(text).text.replaceAll(
        /href="([^":]+)\.md(#[^"]*)?"/g,
        (_, path: string, anchor = '') => `href="${pathOf(path)}${anchor}"`,
      ),
    ),
  }
}

/** The page of a linked Markdown file: a guide, the README of an example, or another page. */
function pathOf(path: string): string {
  const example = exampleNames.find(name => path === `../examples/${name}/README`)
  if (example !== undefined) return `${example}.html`
  return guideNames.includes(path) ? `${path}.html` : `../${path.replace('generated/', '')}.html`
}
