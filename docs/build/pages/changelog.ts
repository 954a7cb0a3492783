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
  // The first heading, and what is said about the format, are for readers of the file.
  const [, ...versions] = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8').split(/^(?=## )/m)
  return {
    path: 'changelog.html',
    title: 'Changelog',
    description: 'Changes of the package and of the contracts, and whether they break callers.',
    section: 'changelog',
    keywords: 'release notes history',
    body: html`<h1>Changelog</h1>
<p class="lead">Changes of the package, and below them <a href="#contracts">those of the contracts</a>, with their impact on
callers.</p>
${markdown(versions.join(''))}
<h2 id="contracts">Contracts</h2>
<p>Changes since the last release. A <em>major</em> change can break callers, a <em>minor</em> change adds something, and a
<em>patch</em> changes only descriptions. A changed rule is a major change, unless it is less strict than before.</p>
${diffs.map(({ id, diff }) => section(id, diff))}`,
  }
}

function section(id: string, { from, to, changes }: ContractDiff): Html {
  const versions = from === undefined ? `${to}, new` : from === to ? to : `${from} → ${to}`
  return html`<h3 id="contract-${id}">${id} <span class="no">${versions}</span></h3>
<p>${summaryOf(changes)}</p>
${changes.length > 0 && html`<details><summary>All ${changes.length} changes</summary>${kindsOf(changes)}</details>`}`
}

/** How many changes there are of each impact, and whether one breaks callers. */
function summaryOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No changes.'
  const counts = [...Map.groupBy(changes, ({ impact }) => impact)].map(([impact, some]) => `${some.length} ${impact}`)
  const breaks = changes.some(({ impact }) => impact === 'major')
  return `${breaks ? 'Some changes can break callers.' : 'Nothing breaks callers.'} Changes: ${counts.join(', ')}.`
}

/** The places of the changes, by what happened there. */
function kindsOf(changes: readonly Change[]): Html[] {
  const kinds = Map.groupBy(changes, ({ impact, what }) => `${impact} ${what}`)
  return [...kinds.values()].map(some => {
    const [{ impact, what } = { impact: '', what: '' }] = some
    const places = some.map(({ place }) => html`<li><code>${place}</code></li>`)
    return html`<p><span class="chip">${impact}</span> ${what}</p><ul class="places">${places}</ul>`
  })
}
