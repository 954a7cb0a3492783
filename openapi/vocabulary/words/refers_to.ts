/** `refers_to` and `on_delete`: the value is the id of a record, and what happens when that record is deleted. */
import { asNoun } from '../../contract/prose.ts'
import type { WrittenValue } from '../engine/written-value.ts'
import type { Finding } from '../finding.ts'
import { findResource, isFinding } from '../lookup.ts'
import type { Model } from '../model/model.ts'
import { isNullable } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'
import { namedBy } from '../reference.ts'
import { isVisible } from './owner.ts'

export function check(model: Model): Finding[] {
  return annotatedUses(model).flatMap(({ use, words, node }) => {
    const findings: Finding[] = []
    if (words.refers_to !== undefined) {
      const resource = findResource(model, words.refers_to, node.placeOf('refers_to'))
      if (isFinding(resource)) findings.push(resource)
    }
    if (words.on_delete === 'set_null' && !isNullable(use.node)) {
      const message = `\`on_delete: set_null\` requires a nullable property, and \`${use.name}\` is not nullable. Allow null, or use \`cascade\`.`
      findings.push({ message, at: node.placeOf('on_delete') })
    }
    return findings
  })
}

export const references = namedBy('refers_to', 'schemas')

export function validate({ keywords, value, principal, world }: WrittenValue): string | undefined {
  const records = world.store.collection(keywords.refers_to ?? '')
  const entry = records.get(String(value))
  if (entry && isVisible(records.resource, entry.row, principal)) return undefined
  return `must refer to an existing ${asNoun(records.resource.title)}`
}
