import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Principal } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { perObject } from '../per-object.ts'

/** Whether the caller can see a record: it belongs to their account, to them if the resource requires that, and to their selection. */
export function isVisible(
  resource: Resource,
  row: Row,
  principal: Principal,
  selected: Readonly<Record<string, unknown>> = {},
): boolean {
  const { owner } = resource
  if (!owner || row[owner.tenant] !== principal.account) return false
  if (resource.visible_to === 'owner' && owner.user !== undefined && row[owner.user] !== principal.user) return false
  // Runs for every record of a list, so it allocates nothing.
  for (const [property, scheme] of selectable(resource)) {
    if (scheme in selected && row[property] !== selected[scheme]) return false
  }
  return true
}

/** The properties that the selections of a request set, with their values. */
export function selections(
  resource: Resource,
  selected: Readonly<Record<string, unknown>>,
): [property: string, value: unknown][] {
  return selectable(resource).flatMap(([property, scheme]): [string, unknown][] =>
    scheme in selected ? [[property, selected[scheme]]] : [],
  )
}

type Selectable = readonly (readonly [property: string, scheme: string])[]

/** The properties that selections can set, with the scheme of each. */
const selectable = perObject(
  ({ properties }: Resource): Selectable =>
    Object.entries(properties).flatMap(([property, { selected_by }]) =>
      selected_by === undefined ? [] : [[property, selected_by] as const],
    ),
)
