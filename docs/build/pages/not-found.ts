import { html } from '../html.ts'
import type { Page } from '../layout.ts'

/** The page for unknown paths. */
export function notFoundPage(): Page {
  return {
    path: '404.html',
    title: 'Page not found',
    description: 'The page was not found.',
    wide: true,
    body: html`<h1>Page not found</h1>
<p class="lead">It may have been renamed. Use the search above to find pages and operations.</p>
<ul class="cards">
<li><a class="card" href="guides/index.html"><strong>Guides</strong><span>Quick starts and how-to guides.</span></a></li>
<li><a class="card" href="reference/index.html"><strong>API reference</strong><span>The operations of each system.</span></a></li>
<li><a class="card" href="errors.html"><strong>Errors</strong><span>The cause of each error code, and what to do.</span></a></li>
</ul>`,
  }
}
