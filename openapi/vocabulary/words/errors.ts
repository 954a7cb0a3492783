/** `errors`: how refusals are written, and with which status. */
import { placeholdersIn } from '../../contract/template.ts'
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { hint } from '../nearest.ts'
import { checkPlaceholders } from '../template.ts'

const OF_FIELD = ['field', 'pointer', 'in', 'message', 'keyword']
const OF_ITEM = [...OF_FIELD, 'code']
const OF_BODY = [
  ...OF_FIELD,
  ...['code', 'status', 'title', 'detail', 'type', 'instance', 'request_id', 'resource', 'id', 'members'],
  ...['errors', 'problems', 'messages', 'ids'],
]

/** What the texts of `messages` show. */
const OF_MESSAGE = ['field', 'expected', 'value', 'received', 'names', 'message']

export function check(model: Model): Finding[] {
  const errors = model.root.own(WORDS)?.get('errors')
  if (!errors)
    return model.operations.flatMap(operation => {
      const own = ownErrors(operation)
      return own
        ? [{ message: '`errors` of an operation needs `errors` at the root of the document.', at: own.at }]
        : []
    })
  const codes = [errors.get('codes'), ...model.operations.map(ownErrors)].flatMap(entries => entries?.members() ?? [])
  const own = codes.flatMap(([, entry]) => valuesOf(entry).map(([name]) => name))
  const [body, item, messages] = [errors.get('body'), errors.get('item'), errors.get('messages')]
  return [
    ...(body ? checkPlaceholders(body, [...OF_BODY, ...own], '`errors`') : []),
    ...(item ? checkPlaceholders(item, OF_ITEM, 'an item of `errors`') : []),
    ...(messages ? checkPlaceholders(messages, OF_MESSAGE, '`messages`') : []),
    ...codes
      .flatMap(([, entry]) => valuesOf(entry))
      .flatMap(([, value]) => checkPlaceholders(value, OF_BODY, '`errors`')),
    ...codes.flatMap(([, entry]) => unusedValues(entry, body)),
  ]
}

/** The values that a code gives to placeholders. */
const valuesOf = (entry: Node) => entry.members().filter(([name]) => name !== 'status')

/** Values of placeholders that the body does not have. */
function unusedValues(entry: Node, body: Node | undefined): Finding[] {
  const used = new Set(placeholdersIn(body?.value).map(({ placeholder: [name] }) => name))
  return valuesOf(entry).flatMap(([name]) => {
    if (used.has(name)) return []
    const message = `\`${name}\` is not a placeholder of \`body\`, so it is never shown.${hint(name, used)} Correct the name, or add \`$${name}\` to \`body\`.`
    return [{ message, at: entry.placeOf(name) }]
  })
}

const ownErrors = ({ words, wordsNode }: OperationNode) => (words ? wordsNode.get('errors') : undefined)
