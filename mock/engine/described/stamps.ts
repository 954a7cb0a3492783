/** The times that a server sets by itself, found by the names of the properties unless `set` names them. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import { formatTime } from '../../../openapi/contract/time.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { perContract } from '../per-contract.ts'
import { schemaAt } from './schema-at.ts'
import { recordSchema } from './show.ts'

const AT_CREATION = [
  'created_at',
  'createdAt',
  'created',
  'created_on',
  'createdOn',
  'date_created',
  'dateCreated',
  'inserted_at',
]
const AT_CHANGE = [
  'updated_at',
  'updatedAt',
  'updated',
  'updated_on',
  'updatedOn',
  'modified_at',
  'modifiedAt',
  'modified',
  'date_updated',
  'dateUpdated',
]

type Form = 'text' | 'seconds'

/** The times of a new record, by property. */
export function creationTimes(contract: Contract, name: string, now: number): Row {
  return timesAt(contract, name, [...AT_CREATION, ...AT_CHANGE], now)
}

/** The times that change with a record, by property. */
export function changeTimes(contract: Contract, name: string, now: number): Row {
  return timesAt(contract, name, AT_CHANGE, now)
}

function timesAt(contract: Contract, name: string, properties: readonly string[], now: number): Row {
  if (contract.resources[name]?.set) return {}
  const forms = formsOf(contract, name)
  return Object.fromEntries(
    properties.flatMap(property => {
      const form = forms.get(property)
      return form === undefined ? [] : [[property, form === 'text' ? formatTime(now) : Math.floor(now / 1000)]]
    }),
  )
}

const formsOf = perContract((contract: Contract, name: string): ReadonlyMap<string, Form> => {
  const schema = recordSchema(contract, name)
  const forms = new Map<string, Form>()
  for (const property of [...AT_CREATION, ...AT_CHANGE]) {
    const found = dereference(contract.schemas, schemaAt(contract.schemas, schema, [property]))
    const types = [found?.type].flat()
    if (found?.format === 'date-time') forms.set(property, 'text')
    else if (types.includes('integer')) forms.set(property, 'seconds')
  }
  return forms
})
