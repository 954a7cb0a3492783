/** `embeds`: shows other records in place of their ids. */

import { embedded } from '../../contract/embeds.ts'
import { isObject, isString } from '../../contract/json.ts'
import type { Finding } from '../finding.ts'
import { findResource, isFinding } from '../lookup.ts'
import type { Model } from '../model/model.ts'
import { annotatedUses } from '../model/uses.ts'
import type { References } from '../reference.ts'

export function check(model: Model): Finding[] {
  const resources = new Set([...model.resources.values()].map(({ schema }) => schema.at.absolutePointer))
  return annotatedUses(model).flatMap(({ use, words, node }) => {
    const embeds = embedded(words)
    if (!embeds) return []
    if (embeds.resource !== undefined) {
      const found = findResource(model, embeds.resource, node.get('embeds')?.placeOf('resource') ?? node.at)
      return isFinding(found) ? [found] : []
    }
    if (resources.has(use.node.at.absolutePointer)) return []
    const message = `\`embeds\` shows a record, so the schema of \`${use.name}\` must be a \`$ref\` to a resource. Or name the resource: \`embeds: { by: ${embeds.by}, resource: NAME }\`.`
    return [{ message, at: node.placeOf('embeds') }]
  })
}

export const references: References = ({ embeds }) =>
  isObject(embeds) && isString(embeds.resource) ? [`schemas/${embeds.resource}`] : []
