/** The changes since the last release: of the contracts, with their impact, and of the package, from its changelog. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '../../../openapi/release/change.ts'
import { type ContractDiff, contractDiff } from '../../../openapi/release/contract-diff.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { markdown } from '../markdown.ts'
import { ROOT } from '../paths.ts'
import type { System } from '../system.ts'

export async function changelogPage(systems: readonly System[]): Promise<Page> {
  const diffs = await Promise.all(systems.map(async ({ id, file }) => ({ id, diff: await contractDiff(id, file) })))
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')
    .replace(/^# .*\n/, '')
    .replaceAll(/^##/gm, '###')
  return {
    path: 'changelog.html',
    title: 'Changelog',
    description: 'Changes of the contracts and of the package, and whether they break callers.',
    section: 'changelog',
    body: html`<h1>Changelog</h1>
<p class="lead">Changes since the last release, and their impact on callers.</p>
<h2 id="contracts">Contracts</h2>
<p>A <em>major</em> change can break callers, a <em>minor</em> change adds something, and a <em>patch</em> changes only
descriptions. A changed rule is a major change, unless it is less strict than before.</p>
${diffs.map(({ id, diff }) => section(id, diff))}
<h2 id="package">Package</h2>
${markdown(changelog)}`,
  }
}

function section(id: string, { from, to, changes }: ContractDiff): Html {
  const versions = from === undefined ? `${to}, new` : from === to ? to : `${from} → ${to}`
  return html`<h3 id="contract-${id}">${id} <span class="no">${versions}</span></h3>
${changes.length === 0 ? html`<p>No changes.</p>` : table(id, changes)}`
}

function table(id: string, changes: readonly Change[]): Html {
  const rows = changes.map(
    ({ impact, place, what }) =>
      html`<tr><td><span class="chip">${impact}</span></td><td><code>${place}</code></td><td>${what}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Changes of ${id}"><table><thead><tr><th scope="col">Impact</th><th scope="col">Place</th><th scope="col">Change</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
