/** Pages on which requests run against a mock in the reader's own browser. */
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { System } from '../system.ts'
import { tryData } from '../try-data.ts'

export function tryPages(systems: readonly System[]): readonly Page[] {
  return [overview(systems), ...systems.map(system => tryPage(system, systems))]
}

function overview(systems: readonly System[]): Page {
  const cards = systems.map(
    ({ id, model }) =>
      html`<li><a class="card" href="${id}.html"><strong>${id}</strong><span>${model.root.get('info')?.text('summary') ?? ''} <em>Try it →</em></span></a></li>`,
  )
  return {
    path: 'try/index.html',
    title: 'Try it',
    description: 'Send requests to a mock of each system in your own browser: no server, no account.',
    section: 'try',
    wide: true,
    body: html`<h1>Try it</h1>
<p class="lead">Send any request of a system to its mock, which runs in this browser: no server, no account, nothing to install.</p>
<ul class="cards">${cards}</ul>`,
  }
}

function tryPage(system: System, systems: readonly System[]): Page {
  const { id } = system
  return {
    path: `try/${id}.html`,
    title: `Try ${id}`,
    description: `Send requests to a mock of ${id} in your own browser.`,
    section: 'try',
    wide: true,
    scripts: [`assets/try/${id}.js`, 'assets/try.js'],
    body: html`<h1>Try ${id}</h1>
<p class="lead">The mock runs in this browser, and forgets everything when you leave. Make a key, use it, revoke it, and use it again.</p>
<nav aria-label="Systems"><ul class="chips">${systems.map(one => html`<li><a href="${one.id}.html"${one === system && html` aria-current="page"`}>${one.id}</a></li>`)}</ul></nav>
<noscript><p>The mock is a program in this page: allow JavaScript to use it.</p></noscript>
<div class="try">
<form class="try-form" aria-label="Request" autocomplete="off">
<label>Operation <select name="operation">${operationGroups(system)}</select></label>
<p class="hint" data-part="about"></p>
<label>Sent with <select name="credential"></select></label>
<div class="try-parameters" data-part="parameters"></div>
<label data-part="body">Body <textarea name="body" rows="7" spellcheck="false"></textarea></label>
<p class="try-actions"><button type="submit" class="button first">Send</button></p>
</form>
<section class="try-answer" aria-label="Exchange">
<p role="status" class="hint">Nothing has been sent yet.</p>
<div data-part="exchange"></div>
<p class="hint" data-part="way" hidden>A service worker answers for the server: the network panel of this browser shows the requests.</p>
<p class="try-controls hint">In the mock it is <time data-part="clock"></time>. <button type="button" name="hour">An hour later</button> <button type="button" name="reset">Start over</button></p>
</section>
</div>`,
  }
}

function operationGroups(system: System): Html[] {
  const groups = Map.groupBy(tryData(system).operations, ({ group }) => group)
  return [...groups].map(
    ([group, operations]) =>
      html`<optgroup label="${group}">${operations.map(({ id, summary }) => html`<option value="${id}">${summary} (${id})</option>`)}</optgroup>`,
  )
}
