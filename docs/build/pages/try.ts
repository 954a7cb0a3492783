/** The pages that send requests to a mock in the browser. */
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
    description: 'Send requests to a mock of each system in your browser, without a server or an account.',
    section: 'try',
    wide: true,
    body: html`<h1>Try it</h1>
<p class="lead">Send any request to a mock of a system. The mock runs in your browser: no server, no account, nothing to install.</p>
<ul class="cards">${cards}</ul>`,
  }
}

function tryPage(system: System, systems: readonly System[]): Page {
  const { id } = system
  return {
    path: `try/${id}.html`,
    title: `Try ${id}`,
    description: `Send requests to a mock of ${id} in your browser.`,
    section: 'try',
    isFound: false,
    wide: true,
    scripts: [`assets/try/${id}.js`, 'assets/try.js'],
    body: html`<h1>Try ${id}</h1>
<p class="lead">The mock runs in your browser, and its state is lost when you leave the page. Create a key, use it, revoke it, and use it again.</p>
<nav aria-label="Systems"><ul class="chips">${systems.map(one => html`<li><a href="${one.id}.html"${one === system && html` aria-current="page"`}>${one.id}</a></li>`)}</ul></nav>
<noscript><p>The mock requires JavaScript.</p></noscript>
<div class="try">
<form class="try-form" aria-label="Request" autocomplete="off">
<label>Operation <select name="operation">${operationGroups(system)}</select></label>
<p class="hint" data-part="about"></p>
<label>Credentials <select name="credential"></select></label>
<div class="try-parameters" data-part="parameters"></div>
<label data-part="body">Body <textarea name="body" rows="7" spellcheck="false"></textarea></label>
<p class="try-actions"><button type="submit" class="button first" disabled>Send</button></p>
<details data-part="options"><summary>Optional parameters</summary><div class="try-parameters" data-part="optional"></div></details>
</form>
<section class="try-answer" aria-label="Exchange">
<p role="status" class="hint">No request sent yet.</p>
<div data-part="exchange"></div>
<p class="hint" data-part="network-hint" hidden>A service worker responds to the requests, so you can see them in the network panel of your browser.</p>
<p class="try-controls hint">Time in the mock: <time data-part="clock"></time>. <button type="button" name="hour">Advance one hour</button> <button type="button" name="reset">Reset</button></p>
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
