/** `ignores`: query parameters that have no effect on purpose. */
import type { Finding } from '../finding.ts'
import { unknownName } from '../lookup.ts'
import type { Model } from '../model/model.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(({ id, words, wordsNode, parameters }) => {
    const names = parameters.filter(parameter => parameter.in === 'query').map(({ name }) => name)
    return (
      (words && wordsNode.get('ignores')?.items())?.flatMap(({ value, at }) =>
        unknownName(`query parameter of \`${id}\``, String(value), names, at),
      ) ?? []
    )
  })
}
