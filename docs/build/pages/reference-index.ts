import { html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { System } from '../system.ts'

/** The index of the API references, and of the formats for programs. */
export function referenceIndexPage(systems: readonly System[]): Page {
  const cards = systems.map(({ id, model, contract }) => {
    const summary = model.root.get('info')?.text('summary') ?? ''
    return html`<li><a class="card" href="${id}.html"><strong>${id}</strong><span>${summary} <em>${contract.operations.length} operations →</em></span></a></li>`
  })
  const rows = systems.map(
    ({ id }) =>
      html`<tr><th scope="row">${id}</th><td><a href="../openapi/${id}.json">OpenAPI 3.1</a></td><td><a href="../operations/${id}/index.md">Markdown, one file per operation</a></td></tr>`,
  )
  return {
    path: 'reference/index.html',
    title: 'API reference',
    description: 'The operations, schemas and errors of each system, with tested code samples.',
    section: 'reference',
    wide: true,
    body: html`<h1>API reference</h1>
<p class="lead">One reference per system, generated from its contract. All code samples are compiled and run against the mock.</p>
<ul class="cards">${cards}</ul>
<p>You can <a href="../try/index.html">try every operation in your browser</a>.</p>
<h2 id="for-programs">For programs</h2>
<p>The same content in formats for programs and language models. <a href="../llms.txt">llms.txt</a> links to all of them.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Formats for programs"><table><thead><tr><th scope="col">System</th><th scope="col">Contract</th><th scope="col">Operations</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  }
}
