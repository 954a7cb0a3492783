/** `seed`: the records that exist at first. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(({ words, wordsNode }) => {
    const tenant = words.owner?.tenant
    const field = words.id?.field ?? 'id'
    const ids = new Set<unknown>()
    return (wordsNode.get('seed')?.items() ?? []).flatMap((row): Finding[] => {
      const id = row.read(field)
      if (id === undefined && !words.singleton) {
        const message = `A seeded record has no \`${field}\`. Add it.`
        return [{ message, at: row.at }]
      }
      if (ids.has(id)) {
        const message = `Two seeded records have the id \`${id}\`. Give each its own id.`
        return [{ message, at: row.placeOf(field) }]
      }
      ids.add(id)
      if (tenant === undefined || row.get(tenant) !== undefined) return []
      return [
        {
          message: `The seeded record \`${id}\` has no \`${tenant}\`. Add the account that it belongs to.`,
          at: row.at,
        },
      ]
    })
  })
}
