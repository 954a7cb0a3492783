import type { Call } from './call.ts'
import { callerOf } from './caller.ts'
import { operations } from './generated/systems.ts'
import type { Settings } from './options.ts'
import { pagesOf } from './pages.ts'
import type { Argument } from './request-options.ts'
import type { Transport } from './transport.ts'

export type { Argument, CreateOptions, ListOptions, RequestOptions } from './request-options.ts'

export type Method = (...args: readonly Argument[]) => Call<unknown>

export type Methods = Record<string, Record<string, Method>>

/** The methods of a system by resource. */
export function createResources(settings: Settings, transport: Transport): Methods {
  const { table } = settings
  const call = callerOf(settings, transport)
  const resources: Methods = {}
  for (const index of table.operations) {
    const row = operations[index]
    if (!row) continue
    const [resource, name, , path, , ...inputs] = row
    const place = path.split('{').length - 1 + inputs.indexOf('pages')
    const secrets = table.secrets[index]
    const method: Method = (...args) => {
      const first = call(row, args, secrets)
      if (!inputs.includes('pages')) return first
      const [query, options] = args.slice(place).map(argument => (typeof argument === 'object' ? argument : {}))
      const fetchPage = (cursor: string) => call(row, args.toSpliced(place, 1, { ...query, cursor }), secrets)
      return pagesOf(first, fetchPage, { cursor: query?.cursor, maxItems: options?.maxItems }, `${resource}.${name}`)
    }
    resources[resource] = { ...resources[resource], [name]: method }
  }
  return resources
}
