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
<ul class="cards">${systems.map(card)}</ul>
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

function card({ id, model, overlay }: System): Html {
  const summary = model.root.get('info')?.text('summary') ?? ''
  const href = overlay === undefined ? `../reference/${id}.html` : `${id}.html`
  return html`<li><a class="card" href="${href}"><strong>${id}</strong><span>${summary}</span></a></li>`
}
