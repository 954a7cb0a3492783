import type { Resource } from '../../../openapi/generate/contract.ts'
import type { Principal, Row } from '../types.ts'

/** Whether the caller can see a record: it is of their account, theirs where the resource says so, and in what they selected. */
export function isVisible(
  resource: Resource,
  row: Row,
  principal: Principal,
  selected: Readonly<Record<string, unknown>> = {},
): boolean {
  const { owner } = resource
  if (!owner || row[owner.tenant] !== principal.account) return false
  if (resource.visible_to === 'owner' && owner.user !== undefined && row[owner.user] !== principal.user) return false
  return selections(resource, selected).every(([property, value]) => row[property] === value)
}

/** The properties that a selection fixes, with their values. */
export function selections(
  resource: Resource,
  selected: Readonly<Record<string, unknown>>,
): [property: string, value: unknown][] {
  return Object.entries(resource.properties).flatMap(([property, { selected_by }]): [string, unknown][] =>
    selected_by !== undefined && selected_by in selected ? [[property, selected[selected_by]]] : [],
  )
}
