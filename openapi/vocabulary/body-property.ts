import type { Finding } from './finding.ts'
import type { OperationNode } from './model/model.ts'
import type { Place } from './model/node.ts'
import { propertiesOf } from './model/schema.ts'
import { hint } from './nearest.ts'

/** A finding unless the body of the operation has the property. */
export function missingBodyProperty({ body }: OperationNode, name: string, at: Place): Finding[] {
  const names = body ? [...propertiesOf(body.schema).keys()] : []
  if (names.includes(name)) return []
  const message = `The body has no property \`${name}\`.${hint(name, names)} Add it to the schema of the body, or correct the name.`
  return [{ message, at }]
}

/** The verb and the keyword of the same name go together. */
export function verbWithKeyword({ words, wordsNode }: OperationNode, verb: 'rotate' | 'sign_in' | 'verify'): Finding[] {
  if (!words) return []
  if (words.does === verb && !words[verb])
    return [{ message: `\`does: ${verb}\` requires the keyword \`${verb}\`. Add it.`, at: wordsNode.placeOf('does') }]
  if (words.does !== verb && words[verb])
    return [{ message: `\`${verb}\` is only for \`does: ${verb}\`. Remove it.`, at: wordsNode.placeOf(verb) }]
  return []
}
