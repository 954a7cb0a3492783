import { html } from '../html.ts'
import type { Page } from '../layout.ts'

/** What a server shows where it has no page. */
export function missingPage(): Page {
  return {
    path: '404.html',
    title: 'There is no such page',
    description: 'Where to go on when a page is not found.',
    wide: true,
    body: html`<h1>There is no such page</h1>
<p class="lead">Perhaps it was renamed. The search above looks through all pages and all operations.</p>
<ul class="cards">
<li><a class="card" href="guides/index.html"><strong>Guides</strong><span>Quick starts and how-tos.</span></a></li>
<li><a class="card" href="reference/index.html"><strong>API reference</strong><span>The operations of each system.</span></a></li>
<li><a class="card" href="errors.html"><strong>Errors</strong><span>What each problem code means.</span></a></li>
</ul>`,
  }
}
