import { readText, SPREAD } from '../../contract/template.ts'
import type { OperationWords } from '../../contract/words.ts'
import type { Node } from './node.ts'
import { memberAt } from './schema.ts'

/** The part of a body that holds the properties of the record; undefined if none does. */
export function inputIn(input: NonNullable<OperationWords['input']>, body: Node): Node | undefined {
  if (typeof input === 'string') return memberAt(body, input)
  const spread = input[SPREAD]
  const text = typeof spread === 'string' ? readText(spread) : undefined
  if (!text || !('placeholder' in text)) return undefined
  const [name, ...keys] = text.placeholder
  if (name !== 'body') return undefined
  return keys.length === 0 ? body : memberAt(body, keys.join('.'))
}
