import type { Finding } from '../finding.ts'
import { entersOf } from '../model/enters.ts'
import type { Model } from '../model/model.ts'

/** A limit guards at least one way into the states that it counts. */
export function limits(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const nodes = resource.wordsNode.get('limits')?.items() ?? []
    return (resource.words.limits ?? []).flatMap((limit, index) => {
      const at = nodes[index]?.at ?? resource.wordsNode.at
      if (limit.max === null || !resource.words.lifecycle || entersOf(model, resource, limit).length > 0) return []
      const message = `No operation leads into the states that this limit of \`${resource.name}\` counts, so nothing can reach it. Remove the limit, or correct \`count\`.`
      return [{ message, at }]
    })
  })
}
