/** `errors`: how refusals are written, and with which status. */
import { placeholdersIn } from '../../contract/template.ts'
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { hint } from '../nearest.ts'
import { checkPlaceholders } from '../template.ts'

const OF_FIELD = ['field', 'pointer', 'in', 'message', 'keyword']
const OF_ITEM = [
  ...OF_FIELD,
  ...['code', 'status', 'title', 'detail', 'type', 'instance', 'request_id', 'resource', 'id', 'members'],
]
const LISTS = ['errors', 'problems']
const OF_BODY = [...OF_ITEM, ...LISTS, 'messages', 'ids']

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
    ...(item ? checkPlaceholders(item, [...OF_ITEM, ...own], 'an item of `errors`') : []),
    ...(messages ? checkPlaceholders(messages, OF_MESSAGE, '`messages`') : []),
    ...codes
      .flatMap(([, entry]) => valuesOf(entry))
      .flatMap(([, value]) => checkPlaceholders(value, OF_BODY, '`errors`')),
    ...unusedValues(
      codes.map(([, entry]) => entry),
      body,
      item,
    ),
  ]
}

/** The values that a code gives to placeholders. */
const valuesOf = (entry: Node) => entry.members().filter(([name]) => name !== 'status')

/** Values of placeholders that neither the body nor its items have: one finding for each name. */
function unusedValues(codes: readonly Node[], body: Node | undefined, item: Node | undefined): Finding[] {
  const ofBody = namesIn(body)
  // A value may hold the list of items.
  const ofCodes = codes.flatMap(code => valuesOf(code).flatMap(([, value]) => namesIn(value)))
  const hasItems = [...ofBody, ...ofCodes].some(name => LISTS.includes(name))
  const used = new Set([...ofBody, ...(hasItems ? namesIn(item) : [])])
  const unused = Map.groupBy(
    codes.flatMap(code =>
      valuesOf(code)
        .filter(([name]) => !used.has(name))
        .map(([name]) => ({ name, code })),
    ),
    ({ name }) => name,
  )
  return [...unused].flatMap(([name, [first, ...others]]) => {
    if (!first) return []
    const more =
      others.length === 0 ? '' : ` (the same in ${others.length} more ${others.length === 1 ? 'code' : 'codes'})`
    const message = `\`${name}\` is not a placeholder of \`body\`, so it is never shown${more}.${hint(name, used)} Correct the name, or add \`$${name}\` to \`body\`.`
    return [{ message, at: first.code.placeOf(name) }]
  })
}

const namesIn = (template: Node | undefined) => placeholdersIn(template?.value).map(({ placeholder: [name] }) => name)

const ownErrors = ({ words, wordsNode }: OperationNode) => (words ? wordsNode.get('errors') : undefined)
