/** The page at `/` for a document without written rules. */
import { html } from 'hono/html'
import type { Operation } from '../../openapi/contract/contract.ts'
import { plural } from '../../openapi/contract/prose.ts'
import type { Exchange } from '../engine/exchange.ts'
import { describeState } from './banner/described.ts'
import type { Instance } from './instance.ts'

/** How many of the last requests are listed. */
const LAST = 20

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #1b1f24; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border-bottom: 1px solid #d5dae0; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
  td:last-child, th:last-child { text-align: right; }
  code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
  @media (prefers-color-scheme: dark) { body { background: #14171a; color: #e4e7ea; } a { color: #8ab4ff; } }`

/** What a mock has: its operations, which of them keep records, and the requests so far. */
export function overviewPage({ mock }: Instance, links: Readonly<Record<string, string>>) {
  const { contract, requests } = mock
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
<p>Nothing here is real. ${describeState(contract)} keep records. The others answer with examples and made-up values.</p>
<ul>${Object.entries(links).map(
    ([name, url]) => html`
<li>${name}: <a href="${url}">${url}</a></li>`,
  )}
</ul>
<h2>Operations</h2>
<table>
<tr><th>Method</th><th>Path</th><th>Operation</th><th>Answers from</th><th>Requests</th></tr>${contract.operations.map(
    operation => html`
<tr><td>${operation.method}</td><td><code>${contract.basePath}${operation.path}</code></td><td><code>${operation.id}</code></td><td>${sourceOf(operation)}</td><td>${counts.get(operation.id)?.length ?? 0}</td></tr>`,
  )}
</table>
<h2>${requests.length} ${plural('request', requests.length)} so far</h2>
<table>${requests.slice(-LAST).reverse().map(requestRow)}
</table>
</body>
</html>`
}

function sourceOf({ does, resource }: Operation): string {
  return does === 'answer' ? 'the document' : `records of ${resource}`
}

function requestRow({ method, path, operation, status }: Exchange) {
  return html`
<tr><td>${method}</td><td><code>${path}</code></td><td>${operation ?? 'no operation'}</td><td>${status}</td></tr>`
}
