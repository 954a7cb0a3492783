/** `pages`: how lists are divided into pages. */
import { type PagesWords, WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { isMissing } from '../template.ts'

export function check(model: Model): Finding[] {
  const document = model.root.own(WORDS)?.get('pages')
  return [
    ...(document ? checkBefore(document) : []),
    ...model.operations.flatMap(({ words, wordsNode, ...operation }) => {
      const own = words && wordsNode.get('pages')
      if (!words?.pages || !own) return []
      return [
        ...checkBefore(own),
        ...checkPlace(words.does, own),
        ...missing({ words, wordsNode, ...operation }, words.pages, own),
      ]
    }),
  ]
}

function checkBefore(pages: Node): Finding[] {
  const before = pages.get('before')
  if (!before || pages.read('style') === 'after') return []
  return [{ message: '`before` belongs to pages of the style `after`. Remove it, or change `style`.', at: before.at }]
}

function checkPlace(does: string, { at }: Node): Finding[] {
  if (does === 'list' || does === 'clear') return []
  return [{ message: 'Only an operation that does `list` or `clear` has `pages`. Remove it.', at }]
}

/** Parameters that the operation does not declare work, but nobody knows of them. */
function missing({ id, parameters, body }: OperationNode, words: PagesWords, node: Node): Finding[] {
  return (['position', 'size', 'before'] as const).flatMap((key): Finding[] => {
    const name = words[key]
    if (name === undefined) return []
    const isDeclared =
      words.in === 'body'
        ? !isMissing(body?.schema, name)
        : parameters.some(parameter => parameter.in === 'query' && parameter.name === name)
    if (isDeclared) return []
    const message = `\`${id}\` does not declare \`${name}\` in the ${words.in ?? 'query'}. Add it.`
    return [{ message, at: node.placeOf(key), isLenient: true }]
  })
}
