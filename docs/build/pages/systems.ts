/** The page about the systems: docs/systems.md, with the comparison that is read from the contracts. */
import { listed, withPageLinks } from '../guide-paths.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { markdown } from '../markdown.ts'
import type { System } from '../system.ts'
import { comparison } from './comparison.ts'
import { readGuide } from './guides.ts'

const SOURCE = 'docs/systems.md'

export function systemsPage(systems: readonly System[]): Page {
  const { lead, selecting, rest } = partsOf(readGuide('systems').text)
  const text = (part: string) => withPageLinks(markdown(part), SOURCE)
  return {
    ...listed(SOURCE),
    title: 'Systems',
    section: 'systems',
    wide: true,
    body: html`<h1>Systems</h1>
${text(lead)}
<ul class="cards">${systems.map(system => systemCard('../', system))}</ul>
<h2 id="comparison">Comparison</h2>
<p>Each row is read from the contracts.</p>
${comparison(systems, '../')}
${text(rest)}
${text(`## Select a system\n\n${selecting}`)}`,
  }
}

/**
 * The guide without its heading and its table, which is for readers of the file.
 * @throws {Error} if the guide has another structure
 */
function partsOf(guide: string) {
  const [, lead, selecting, rest] =
    /^# .+\n\n((?:.+\n)+)\n([\s\S]*?)\n## Comparison\n\n(?:\|.*\n)+\n([\s\S]*)$/.exec(guide) ?? []
  if (lead === undefined || selecting === undefined || rest === undefined)
    throw new Error(`${SOURCE} has no section "Comparison" that begins with a table.`)
  return { lead, selecting, rest }
}

/** @param root the path from the page to the root of the site */
export function systemCard(root: string, { id, model, overlay, contract, facts }: System): Html {
  const summary = model.root.get('info')?.text('summary') ?? ''
  const href = overlay === undefined ? `reference/${id}.html` : `systems/${id}.html`
  const limit = facts.limit ? `${facts.limit.max} per ${facts.limit.per}` : 'any number of keys'
  return html`<li><a class="card" href="${root}${href}"><strong>${id}</strong><span>${summary} <em>${limit}, ${contract.operations.length} operations →</em></span></a></li>`
}
