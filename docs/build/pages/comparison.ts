/** The table that compares the systems. Every cell is read from a contract. */

import type { Carrier } from '../../../openapi/contract/carrier.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { keysOf } from '../../../openapi/generate/sdk/keys.ts'
import { type Html, html } from '../html.ts'
import { inlineMarkdown } from '../markdown.ts'
import type { System } from '../system.ts'

type Row = readonly [title: string, cell: (system: System) => string]

const ROWS: readonly Row[] = [
  ['A key is sent as', ({ facts }) => sentAs(facts.keySentAs)],
  ['Additional header', ({ facts, samples }) => selected(facts.selection, samples)],
  ['Secret starts with', ({ contract }) => code(prefixOf(contract))],
  ['A key acts as', ({ facts, contract }) => actsAs(facts.keyActsAs, keysOf(contract).scheme.grants)],
  ['Who manages keys', ({ facts }) => managers(facts)],
  [
    'Label',
    ({ facts }) =>
      facts.label ? `${code(facts.label.field)}, ${facts.label.required ? 'required' : 'optional'}` : 'none',
  ],
  ['Keys in use, maximum', ({ facts: { limit } }) => limited(limit)],
  ['Secret is shown', ({ facts }) => facts.secretShown],
  ['States', ({ facts }) => listOf(facts.states.map(code))],
  ['Pause and resume', ({ facts }) => yes(facts.canPause)],
  ['Rename', ({ facts }) => yes(facts.canRename)],
  ['Revoke and keep the record', ({ facts }) => yes(facts.canRevoke)],
  ['Delete', ({ facts }) => facts.delete.replace('-', ' ')],
  ['List', ({ facts }) => listing(facts)],
  ['Expiry', ({ facts }) => yes(facts.hasExpiry)],
  ['Scopes', ({ facts }) => yes(facts.hasScopes)],
  ['Rotate operation', ({ facts }) => yes(facts.canRotate)],
  ['Bulk revoke', ({ facts }) => yes(facts.canRevokeMany)],
  ['Other resources', ({ contract }) => otherResources(contract)],
  ['Operations', ({ contract }) => String(contract.operations.length)],
]

/** A checkbox leaves what differs from the first system. */
export function comparison(systems: readonly System[], root: string): Html {
  const head = systems.map(({ id }) => html`<th scope="col"><a href="${root}reference/${id}.html">${id}</a></th>`)
  const rows = ROWS.map(([title, cell]) => {
    const cells = systems.map(cell)
    return html`<tr${cells.every(text => text === cells[0]) && html` class="same"`}><th scope="row">${title}</th>${cells.map((text, at) => cellOf(text, at > 0 && text === cells[0]))}</tr>`
  })
  return html`<div class="comparison">
<label><input type="checkbox"> Only differences from ${systems[0]?.id}</label>
<div class="scroll compare" tabindex="0" role="region" aria-label="Comparison of the systems"><table>
<thead><tr><th scope="col">System</th>${head}</tr></thead>
<tbody>${rows}</tbody>
</table></div>
</div>`
}

const NOTHING = new Set(['no', 'none', 'never', '–', 'no limit'])

function cellOf(text: string, isSame: boolean): Html {
  const names = [...(NOTHING.has(text) ? ['no'] : []), ...(isSame ? ['same'] : [])]
  return html`<td${names.length > 0 && html` class="${names.join(' ')}"`}><span>${inlineMarkdown(text)}</span></td>`
}

const code = (text: string) => `\`${text}\``
const yes = (is: boolean) => (is ? 'yes' : 'no')

function sentAs(carrier: Carrier): string {
  switch (carrier.in) {
    case 'bearer':
      return code('Authorization: Bearer K')
    case 'header':
      return code(`${carrier.name}: ${carrier.prefix === undefined ? '' : `${carrier.prefix} `}K`)
    case 'query':
      return code(`?${carrier.name}=K`)
    case 'cookie':
      return `the cookie ${code(carrier.name)}`
    case 'basic':
      return 'HTTP Basic: K as user name, empty password'
  }
}

function selected(selection: System['facts']['selection'], samples: System['samples']): string {
  if (!selection) return '–'
  const requests = [...samples.values()].filter(({ request }) => request.credential && !request.credential.isSession)
  const needing = requests.filter(({ request }) => request.selections.length > 0)
  const data = requests.filter(({ request }) => request.operation.resource !== undefined)
  if (needing.length === 0) return `${code(selection.header)}, optional`
  const where =
    needing.length === data.length
      ? 'every data request'
      : listOf(needing.map(({ request }) => code(request.operation.id)))
  return `${code(selection.header)} on ${where}`
}

function prefixOf(contract: System['contract']): string {
  const { key, scheme } = keysOf(contract)
  return `${key.properties[scheme.by]?.secret?.prefix}_`
}

function actsAs(who: string, grants: 'inherited' | 'all' | undefined): string {
  return `the ${who}, ${grants === 'all' ? 'with every permission' : `with the ${who}'s permissions`}`
}

function limited(limit: System['facts']['limit']): string {
  return limit ? `**${limit.max}** per ${limit.per}, ${listOf(limit.counts.map(code), 'or')}` : 'no limit'
}

function managers({ managedBy, keysSeen }: System['facts']): string {
  const who = managedBy.write.length === 0 ? 'every user' : `users with ${listOf(managedBy.write.map(code))}`
  return `${who}${keysSeen === 'own' ? ', their own keys' : ''}; ${managedBy.keys ? 'by session or key' : 'by session only'}`
}

function listing({ list: { search, filters, sorts } }: System['facts']): string {
  const can = [
    ...(search ? ['search'] : []),
    ...(filters.length > 0 ? [`filter by ${listOf(filters.map(code))}`] : []),
    ...(sorts.length > 0 ? [`sort by ${listOf(sorts.map(code))}`] : []),
  ]
  return can.length === 0 ? 'newest first' : can.join('; ')
}

/** The titles of all resources that are not credentials. */
function otherResources(contract: System['contract']): string {
  const credentials = Object.values(contract.schemes).flatMap(scheme =>
    'authenticates' in scheme ? [scheme.authenticates] : [],
  )
  const names = contract.operations.flatMap(({ resource }) =>
    resource === undefined || credentials.includes(resource)
      ? []
      : [contract.resources[resource]?.title.toLowerCase() ?? resource],
  )
  return listOf([...new Set(names)])
}
