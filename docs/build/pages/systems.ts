import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { System } from '../system.ts'
import { comparison } from './compare.ts'

/** The systems, compared, with links to all that there is about each. */
export function systemsPage(systems: readonly System[]): Page {
  return {
    path: 'systems/index.html',
    title: 'Systems',
    description: 'How the systems differ: who owns a key, how it is sent, how many may be active, how it ends.',
    section: 'systems',
    wide: true,
    body: html`<h1>Systems</h1>
<p class="lead">A system is one way to run API keys. All that differs between them is data in their contracts, from which this table is made.</p>
${comparison(systems, '../')}
<h2 id="each-system">Each system</h2>
<ul class="cards">${systems.map(system => card(system))}</ul>`,
  }
}

function card({ id, model, overlay }: System) {
  const summary = model.root.get('info')?.text('summary') ?? ''
  const href = overlay === undefined ? `../reference/${id}.html` : `${id}.html`
  const more = overlay === undefined ? 'Its reference' : 'How it differs'
  return html`<li><a class="card" href="${href}"><strong>${id}</strong><span>${summary} <em>${more} →</em></span></a></li>`
}
