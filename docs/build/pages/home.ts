import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock } from '../markdown.ts'
import type { System } from '../system.ts'
import { comparison } from './compare.ts'
import { readGuide } from './guides.ts'

/** The front page: a program of a guide, and the contract's own example of what it gets. */
export function homePage(systems: readonly System[], problem: unknown): Page {
  const [, test = ''] = /```ts\n([\s\S]*?)```/.exec(readGuide('quick-start-frontend').text) ?? []
  const body = html`<div class="hero">
<h1>API keys, with their rules in the contract</h1>
<p class="lead">Every commerce platform has rules of its own for API keys. Latchkey writes them down as data, and makes
a typed SDK, a mock that keeps the rules, and this documentation from them.</p>
<p class="actions"><a class="button first" href="guides/quick-start-integrators.html">Quick start</a><a class="button" href="try/index.html">Try it in this browser</a></p>
<div class="pair">${codeBlock(test, 'typescript')}${codeBlock(JSON.stringify(problem, null, 2), 'json')}</div>
</div>
<h2 id="start-here">Start here</h2>
<ul class="cards">
<li><a class="card" href="guides/quick-start-integrators.html"><strong>I call the API</strong><span>The SDK: a first key, typed refusals, rotation.</span></a></li>
<li><a class="card" href="guides/quick-start-frontend.html"><strong>I build a front end</strong><span>The mock in tests and in development, with no server.</span></a></li>
<li><a class="card" href="guides/quick-start-readers.html"><strong>I want to understand it</strong><span>A system's rules on one page, and requests to try them.</span></a></li>
</ul>
<h2 id="systems">The systems side by side</h2>
<p>Read from the contracts. A system's name leads to its reference.</p>
${comparison(systems, '')}`
  return {
    path: 'index.html',
    title: 'API keys, with their rules in the contract',
    description: 'Documentation of Latchkey: contract, SDK and mock for commerce API keys.',
    body,
    wide: true,
  }
}
