/** What is chosen on the page, in the hash of its address: `#listApiKeys?as=reader%40north.example&limit=5`. */
import { maskSecrets } from '../../../../mock/engine/values/mask.ts'

export interface Choices {
  readonly operation: string
  /** The seeded user who signs in, or empty for no credential; undefined for a credential that exists on the page only. */
  readonly person: string | undefined
  /** The values of parameters, by name. A body is not kept: it can have a password. */
  readonly values: Readonly<Record<string, string>>
}

const PERSON = 'as'

export function addressOf({ operation, person, values }: Choices): string {
  const kept = Object.entries(values).filter(([, value]) => maskSecrets(value) === value)
  const query = new URLSearchParams([...(person === undefined ? [] : [[PERSON, person]]), ...kept]).toString()
  return `#${operation}${query === '' ? '' : `?${query}`}`
}

export function readAddress(hash: string): Choices {
  const [operation = '', query = ''] = hash.slice(1).split('?')
  const { [PERSON]: person, ...values } = Object.fromEntries(new URLSearchParams(query))
  return { operation, person, values }
}
