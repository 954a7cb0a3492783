/** `status`: which success an operation responds with. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { hint } from '../nearest.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode, responses }) => {
    if (words?.status === undefined) return []
    const status = String(words.status)
    const declared = responses.map(response => response.status)
    if (declared.includes(status)) return []
    const message = `\`${id}\` declares no response ${status}.${hint(status, declared)}`
    return [{ message, at: wordsNode.placeOf('status') }]
  })
}
