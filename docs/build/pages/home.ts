import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock } from '../markdown.ts'
import type { System } from '../system.ts'
import { readGuide } from './guides.ts'
import { systemCard } from './systems.ts'

/** The front page: a program from a guide, and the error response that it gets, from the contract. */
export function homePage(systems: readonly System[], problem: unknown): Page {
  const [, test = ''] = /```ts\n([\s\S]*?)```/.exec(readGuide('quick-start-frontend').text) ?? []
  const body = html`<div class="hero">
<h1>API keys, with their rules in the contract</h1>
<p class="lead">Every commerce platform has its own rules for API keys. Latchkey describes them as data, and generates a
typed SDK, a mock that enforces the rules, and this documentation. It does the same for your own OpenAPI document.</p>
<p class="actions"><a class="button first" href="guides/quick-start-frontend.html">Quick start</a><a class="button" href="try/index.html">Try it in your browser</a></p>
<div class="install">${codeBlock('npm install --save-dev latchkey', 'sh')}<p>Not published yet: <code>npm ci && npm start</code> in a clone starts the mock server, and <a href="guides/installation.html">Installation</a> says how to install from a clone.</p></div>
</div>
<h2 id="start-here">Start here</h2>
<ul class="cards">
<li><a class="card" href="guides/quick-start-integrators.html"><strong>Call the API</strong><span>Use the typed SDK to create your first key.</span></a></li>
<li><a class="card" href="guides/quick-start-frontend.html"><strong>Build a front end</strong><span>Mock the API in tests and in development.</span></a></li>
<li><a class="card" href="guides/your-own-api.html"><strong>Mock your own API</strong><span>Start from your OpenAPI document.</span></a></li>
<li><a class="card" href="guides/quick-start-readers.html"><strong>Understand a system</strong><span>See its rules, and try them with requests.</span></a></li>
</ul>
<h2 id="a-rule-in-a-test">A rule in a test</h2>
<p>No handler says that the sixth key is rejected. The limit is in the contract, and the mock responds as the platform does.</p>
<div class="pair">${codeBlock(test, 'typescript')}${codeBlock(JSON.stringify(problem, null, 2), 'json')}</div>
<h2 id="systems">Six systems</h2>
<p>The standard, and five existing platforms. <a href="systems/index.html">Compare them side by side</a>.</p>
<ul class="cards">${systems.map(system => systemCard('', system))}</ul>`
  return {
    path: 'index.html',
    title: 'API keys, with their rules in the contract',
    description: 'Documentation of Latchkey: contract, SDK and mock for commerce API keys.',
    body,
    wide: true,
  }
}
