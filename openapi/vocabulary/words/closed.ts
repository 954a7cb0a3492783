/** `closed`: the response of an operation while its window is closed. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { checkPlaceholders } from '../template.ts'

/** What a request says. Nothing has happened yet. */
const VALUES = ['request_id', 'now', 'path', 'query', 'body']

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode }) => {
    const template = words && wordsNode.get('closed')
    return template ? checkPlaceholders(template, VALUES, `\`${id}\` while its window is closed`) : []
  })
}
