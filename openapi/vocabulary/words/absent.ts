/** `absent`: the response of an operation if there is no such record. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { checkPlaceholders, OF_REQUEST } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode }) => {
    const template = words && wordsNode.get('absent')
    return template ? checkPlaceholders(template, OF_REQUEST, `\`${id}\` if there is no such record`) : []
  })
}
