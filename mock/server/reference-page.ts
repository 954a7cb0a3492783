import { html, raw } from 'hono/html'

/** Redoc, in the documentation of the package. */
export const REDOC = 'assets/redoc.js'

/**
 * A page that Redoc renders.
 * @param script the URL of Redoc
 * @param document JavaScript: the document, or its URL as a string
 * @param before HTML after the doctype
 */
export function referencePage(title: string, script: string, document: string, before = '') {
  const show = `init(${document}, { disableTelemetry: true }, document.getElementById('redoc'))`
  return html`<!doctype html>${raw(before)}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body { margin: 0; }</style>
</head>
<body>
<div id="redoc"></div>
<script src="${script}"></script>
<script>${raw(show)}</script>
</body>
</html>`
}
