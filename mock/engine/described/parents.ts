/** The parents of a record, as the path of a request names them. */
import type { Contract, Resource } from '../../../openapi/contract/contract.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import type { Within } from '../../../openapi/contract/shape.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { hidden } from '../store/record-key.ts'
import { typedId } from './typed-id.ts'

export type Params = Readonly<Record<string, string>>

/** The parameters of the path, with those of parents that the body names. */
export function withParents(resource: Resource | undefined, params: Params, body: unknown): Params {
  const named = (resource?.within ?? []).flatMap(({ parameter, in: place }): [string, string][] => {
    const value = place === 'body' ? valueAt(body, parameter.split('.')) : undefined
    return typeof value === 'string' || typeof value === 'number' ? [[parameter, String(value)]] : []
  })
  return named.length === 0 ? params : { ...params, ...Object.fromEntries(named) }
}

/** The members of a row that place it below its parents: hidden ones, and the properties that show them. */
export function placeOf({ resources }: Contract, { within = [] }: Resource, params: Params): Row {
  const row: Record<string, unknown> = {}
  for (const { parameter, property, resource } of within) {
    const value = params[parameter]
    if (value === undefined) continue
    row[hidden(parameter)] = value
    // A part of an object comes with the whole object, from the template in `input`.
    if (property !== undefined && !property.includes('.'))
      row[property] = typedId(resources[resource ?? '']?.identity, value)
  }
  return row
}

/** Whether a record is below the parents that the path names. One that was created elsewhere may not say so. */
export function isBelow({ within = [], isNested }: Resource, row: Row, params: Params): boolean {
  if (isNested) return true
  return within.every(({ parameter, property }) => {
    const value = params[parameter]
    if (value === undefined) return true
    const own = row[hidden(parameter)] ?? (property === undefined ? undefined : valueAt(row, property.split('.')))
    return own === undefined || String(own) === value
  })
}

/** A parent that a path names, with its id, and the resource that it belongs to. */
export interface NamedParent extends Within {
  readonly resource: string
  readonly id: string
}

/** The parents that the path names and whose resources the document has, from the outermost. */
export function parentsOf({ resources }: Contract, { within = [] }: Resource, params: Params): NamedParent[] {
  return within.flatMap(one => {
    const { resource } = one
    const id = params[one.parameter]
    if (resource === undefined || id === undefined || !Object.hasOwn(resources, resource)) return []
    return [{ ...one, resource, id }]
  })
}
