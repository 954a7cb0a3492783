/** `closed`: the response of an operation while its window is closed. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { checkPlaceholders, OF_REQUEST } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode }) => {
    const template = words && wordsNode.get('closed')
    return template ? checkPlaceholders(template, OF_REQUEST, `\`${id}\` while its window is closed`) : []
  })
}
