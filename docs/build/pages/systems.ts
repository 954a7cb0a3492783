import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { System } from '../system.ts'
import { comparison } from './comparison.ts'

/** The comparison of the systems, with links to their pages. */
export function systemsPage(systems: readonly System[]): Page {
  return {
    path: 'systems/index.html',
    title: 'Systems',
    description:
      'How the systems differ: who owns a key, how it is sent, how many can be active, and how it is revoked.',
    section: 'systems',
    wide: true,
    body: html`<h1>Systems</h1>
<p class="lead">A system is one way to manage API keys. This table is generated from the contracts of the systems.</p>
${comparison(systems, '../')}
<h2 id="each-system">Pages of the systems</h2>
<ul class="cards">${systems.map(system => card(system))}</ul>`,
  }
}

function card({ id, model, overlay }: System) {
  const summary = model.root.get('info')?.text('summary') ?? ''
  const href = overlay === undefined ? `../reference/${id}.html` : `${id}.html`
  const more = overlay === undefined ? 'API reference' : 'Differences'
  return html`<li><a class="card" href="${href}"><strong>${id}</strong><span>${summary} <em>${more} →</em></span></a></li>`
}
