/** The page at `/` for a document without written rules. */
import { html } from 'hono/html'
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { plural } from '../../openapi/contract/prose.ts'
import type { Exchange } from '../engine/exchange.ts'
import type { Instance } from './instance.ts'

/** How many of the last requests are listed. */
const LAST = 20

const STYLE = `
  :root { color-scheme: light dark; --text: #1b1f24; --line: #d5dae0; --link: #0550ae; --page: #fff; }
  @media (prefers-color-scheme: dark) { :root { --text: #e4e7ea; --line: #353b42; --link: #8ab4ff; --page: #14171a; } }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: var(--text); background: var(--page); }
  a { color: var(--link); }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid var(--line); padding: .3rem 1.5rem .3rem 0; text-align: left; vertical-align: top; white-space: nowrap; }
  td:last-child, th:last-child { padding-right: 0; text-align: right; }
  code { font-family: ui-monospace, monospace; }`

/** What a mock has: its operations, which of them keep records, and the requests so far. */
export function overviewPage({ mock }: Instance, links: Readonly<Record<string, string>>) {
  const { contract, requests } = mock
  const isNamed = contract.operations.some(operation => nameOf(operation) !== '')
  const counts = Map.groupBy(requests, ({ operation }) => operation)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mock of ${contract.title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Mock of ${contract.title} ${contract.version}</h1>
<p>${stateOf(contract)}</p>
<ul>${Object.entries(links).map(
    ([name, url]) => html`
<li>${LABELS[name] ?? name}: <a href="${url}">${url}</a></li>`,
  )}
</ul>
<h2>Operations</h2>
<div class="wide" role="region" tabindex="0" aria-label="Operations"><table>
<tr><th>Method</th><th>Path</th>${isNamed && html`<th>Operation</th>`}<th>Responds with</th><th>Requests</th></tr>${contract.operations.map(
    operation => html`
<tr><td>${operation.method}</td><td><code>${contract.basePath}${operation.path}</code></td>${isNamed && html`<td><code>${nameOf(operation)}</code></td>`}<td>${sourceOf(operation)}</td><td>${counts.get(operation.id)?.length ?? 0}</td></tr>`,
  )}
</table></div>
<h2>${requests.length} ${plural('request', requests.length)} so far</h2>
<div class="wide" role="region" tabindex="0" aria-label="Requests"><table>${requests.slice(-LAST).reverse().map(requestRow)}
</table></div>
</body>
</html>`
}

const LABELS: Readonly<Record<string, string>> = {
  api: 'API',
  contract: 'Document',
  controls: 'Controls of the mock',
  docs: 'Reference',
}

/** The id that the document gives to an operation; empty if it is only the method and the path. */
function nameOf({ id, method, path }: Operation): string {
  return id === `${method} ${path}` ? '' : id
}

function stateOf(contract: Contract): string {
  const { operations, resources } = contract
  if (operations.length === 0) return 'The document describes no operations, so there is nothing to respond with.'
  const stateful = operations.filter(isStateful).length
  const others = 'respond with examples and made-up values'
  if (stateful === 0) return `No operation keeps records. All ${others}.`
  const count = Object.keys(resources).length
  const kept = `keep records, in ${count} ${plural('resource', count)}`
  if (stateful === operations.length) return `All operations ${kept}.`
  return `${stateful} of ${operations.length} operations ${kept}. The others ${others}.`
}

const isStateful = ({ does }: Operation) => does !== 'answer'

function sourceOf(operation: Operation): string {
  return isStateful(operation) ? `records of ${operation.resource}` : 'what the document says'
}

function requestRow({ method, path, operation, status, refusal }: Exchange) {
  const reason = refusal ? `${refusal.code}, by ${refusal.rule}` : operation === undefined ? 'no operation' : ''
  return html`
<tr><td>${method}</td><td><code>${path}</code></td><td>${reason}</td><td>${status}</td></tr>`
}
