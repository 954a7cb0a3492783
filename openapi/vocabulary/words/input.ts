/** `input`: where the properties of the record are in the body of a request. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode, body }) => {
    if (words?.input === undefined || !isMissing(body?.schema, words.input)) return []
    const message = `The body of \`${id}\` has no member \`${words.input}\`. Add it, or correct the name.`
    return [{ message, at: wordsNode.placeOf('input') }]
  })
}
