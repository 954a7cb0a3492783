import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { System } from '../system.ts'

/** The way to the reference of each system, and to what machines read. */
export function referencesPage(systems: readonly System[]): Page {
  const cards = systems.map(({ id, model, contract }) => {
    const summary = model.root.get('info')?.text('summary') ?? ''
    return html`<li><a class="card" href="${id}.html"><strong>${id}</strong><span>${summary} <em>${contract.operations.length} operations →</em></span></a></li>`
  })
  const rows = systems.map(
    ({ id }) =>
      html`<tr><th scope="row">${id}</th><td><a href="../openapi/${id}.json">OpenAPI 3.1</a></td><td><a href="../operations/${id}/index.md">Markdown, one file an operation</a></td></tr>`,
  )
  return {
    path: 'reference/index.html',
    title: 'API reference',
    description: 'The operations, schemas and refusals of each system, with samples that are run.',
    section: 'reference',
    wide: true,
    body: html`<h1>API reference</h1>
<p class="lead">One reference a system, made from its contract. Every sample is compiled and run against the mock before it gets here.</p>
<ul class="cards">${cards}</ul>
<p>Every operation can be <a href="../try/index.html">tried in this browser</a>.</p>
<h2 id="for-machines">For machines</h2>
<p>The same in forms that programs and language models read. <a href="../llms.txt">llms.txt</a> leads to all of it.</p>
<div class="scroll"><table><thead><tr><th scope="col">System</th><th scope="col">Contract</th><th scope="col">Operations</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  }
}
