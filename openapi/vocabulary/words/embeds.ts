/** `embeds`: shows another record in place of its id. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { annotatedUses } from '../model/uses.ts'
import { namedBy } from '../reference.ts'

export function check(model: Model): Finding[] {
  const resources = new Set([...model.resources.values()].map(({ schema }) => schema.at.absolutePointer))
  return annotatedUses(model).flatMap(({ use, words, node }) => {
    if (words.embeds === undefined || resources.has(use.node.at.absolutePointer)) return []
    const message = `\`embeds\` shows a record, so the schema of \`${use.name}\` must be a \`$ref\` to a resource.`
    return [{ message, at: node.placeOf('embeds') }]
  })
}

export const references = namedBy('embeds', 'schemas')
