/** `call`: the name of an operation in a client. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'

export function check({ operations, isStrict }: Model): Finding[] {
  const first = new Map<string, string>()
  return operations.flatMap(({ id, words, wordsNode }) => {
    if (!words) return []
    if (words.call === undefined) {
      const message = '`call` is missing in the keywords of an operation. Add it.'
      return isStrict ? [{ message, at: wordsNode.at }] : []
    }
    const taken = first.get(words.call)
    if (taken === undefined) {
      first.set(words.call, id)
      return []
    }
    const message = `The call \`${words.call}\` is already used by \`${taken}\`. Give each operation its own call.`
    return [{ message, at: wordsNode.placeOf('call') }]
  })
}
