/** `selects` and `selected_by`: a header selects a record, and requests see only what belongs to it. */
import type { Resource } from '../../contract/contract.ts'
import { perObject } from '../../contract/per-object.ts'
import type { SelectionWords } from '../../contract/words.ts'
import type { Row } from '../engine/record.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import type { Links } from '../links.ts'
import { findResource, isFinding, unknownName } from '../lookup.ts'
import { credentialsOf, type Explained, selectionsOf } from '../model/credentials.ts'
import type { Model, OperationNode, SchemeNode, SecurityAlternative } from '../model/model.ts'
import { typesOf } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'
import { code, paragraphs } from '../prose.ts'
import { namedBy, type References } from '../reference.ts'
import { refusalTable } from '../refusal-table.ts'

export function check(model: Model): Finding[] {
  const selections = selectionsOf(model)
  const names = selections.map(({ scheme }) => scheme.name)
  return [
    ...selections.flatMap(({ scheme, words }) => {
      const at = (scheme.wordsNode ?? scheme.node).placeOf('selects')
      const resource = findResource(model, words.selects, at)
      return isFinding(resource) ? [resource] : []
    }),
    ...annotatedUses(model).flatMap(({ words, node }) =>
      words.selected_by === undefined
        ? []
        : unknownName('security scheme with `selects`', words.selected_by, names, node.placeOf('selected_by')),
    ),
  ]
}

export const references: References = (keywords, components) => [
  ...namedBy('selects', 'schemas')(keywords, components),
  ...namedBy('selected_by', 'securitySchemes')(keywords, components),
]

export function refusals(model: Model, operation: OperationNode): ExpectedRefusal[] {
  return selectionsOf(model).flatMap(selection => refusalsOfSelection(model, operation, selection))
}

/** A value that cannot be an id is `missing`. For a number that is known in advance, even if the selection is optional. */
function refusalsOfSelection(
  model: Model,
  { security }: OperationNode,
  { scheme, words }: Explained<SelectionWords>,
): ExpectedRefusal[] {
  const isNamed = ({ schemes }: SecurityAlternative) => scheme.name in schemes
  if (!security.some(isNamed)) return []
  const credentials = credentialsOf(model).map(credential => credential.scheme.name)
  const isRequired = [...credentials, undefined].some(name => {
    const own = security.filter(({ schemes }) => name === undefined || name in schemes)
    return own.length > 0 && own.every(isNamed)
  })
  const id = model.resources.get(words.selects)?.uses.find(({ name }) => name === 'id')
  const isNumber = id !== undefined && typesOf(id.node).includes('integer')
  const named = `the \`${scheme.name}\` of \`${scheme.node.text('name') ?? words.selects}\``
  const needs = [...(isRequired ? ['sent'] : []), ...(isNumber ? ['a number'] : [])]
  return [
    { code: words.refuse.unknown, why: `${named} must belong to the account` },
    ...(needs.length > 0 ? [{ code: words.refuse.missing, why: `${named} must be ${needs.join(', as ')}` }] : []),
  ]
}

export function explainScheme({ words }: SchemeNode, links: Links): string | undefined {
  if (!words || !('selects' in words)) return undefined
  return paragraphs(`Selects one ${code(words.selects)} of the caller's account.`, refusalTable(words.refuse, links))
}

/** Whether a record belongs to what the request selected. Runs for every record of a list, so it allocates nothing. */
export function isSelected(resource: Resource, row: Row, selected: Readonly<Record<string, unknown>>): boolean {
  for (const [property, scheme] of selectable(resource)) {
    if (scheme in selected && row[property] !== selected[scheme]) return false
  }
  return true
}

/** The properties that the selections of a request set, with their values. */
export function selectedValues(resource: Resource, selected: Readonly<Record<string, unknown>>): Row {
  const set = selectable(resource).filter(([, scheme]) => scheme in selected)
  return Object.fromEntries(set.map(([property, scheme]) => [property, selected[scheme]]))
}

/** The properties that selections set, with the scheme of each. */
const selectable = perObject(({ properties }: Resource): readonly (readonly [property: string, scheme: string])[] =>
  Object.entries(properties).flatMap(([property, { selected_by }]) =>
    selected_by === undefined ? [] : [[property, selected_by] as const],
  ),
)
