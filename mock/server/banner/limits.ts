import type { Contract, Resource } from '../../../openapi/contract/contract.ts'
import { keySchemes } from '../../../openapi/contract/schemes.ts'
import type { Limit } from '../../../openapi/contract/words.ts'
import { perText } from '../../../openapi/vocabulary/words/limits.ts'

/** The limits on API keys: `5 active keys per user`. */
export function describeLimits(contract: Contract): string {
  const limits = keySchemes(contract).flatMap(({ authenticates }) => {
    const resource = contract.resources[authenticates]
    return (resource?.limits ?? []).flatMap(limit => (resource ? describeLimit(resource, limit) : []))
  })
  return limits.length === 0 ? 'no limit' : limits.join('; ')
}

function describeLimit({ title, lifecycle }: Resource, limit: Limit): readonly string[] {
  const { count = {}, max } = limit
  if (max === null) return []
  const [first = '', ...others] = Object.values(count)
    .flat()
    .sort((one, other) => Number(other === lifecycle?.initial) - Number(one === lifecycle?.initial))
  const noun = title.split(' ').at(-1)?.toLowerCase()
  const also = others.length === 0 ? '' : ` (${others.join(' and ')} ${noun}s count too)`
  const counted = first === '' ? noun : `${first} ${noun}`
  return [`${max} ${counted}${max === 1 ? '' : 's'}${perText(limit)}${also}`]
}
