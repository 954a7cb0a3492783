/** What no document says, with an example to fill in. */
import { plural } from '../../contract/prose.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import { plain } from '../infer/names.ts'
import type { Hint, Suggestion } from './draft.ts'
import { codesAt, placeOf, type Source, snake } from './source.ts'

const USER = /^(user|owner|author|creator|createdby)(id)?$/
const ACCOUNT = /^(account|tenant|org|organi[sz]ation|workspace|team|company|customer)id$/

/** How many records there can be. */
export function askLimit(source: Source, resource: InferredResource): Hint | undefined {
  const create = source.rulesOf(resource).find(({ rule }) => rule.does === 'create')
  if (!create) return undefined
  const node = source.node(create)
  const declared = node && codesAt(node, '409').find(code => /limit|max|quota|too_many/.test(code))
  const refuse = declared ?? `too_many_${plural(snake(resource.name))}`
  return {
    hint: 'ask',
    text: 'how many can there be, and with which error is one more refused?',
    words: { limits: [{ max: 5, refuse }] },
  }
}

/** Which records there are at first. */
export function askSeed(source: Source, resource: InferredResource): Hint | undefined {
  if (!source.rulesOf(resource).some(({ rule }) => rule.does === 'create')) return undefined
  return {
    hint: 'ask',
    text: 'which records are there at first? Without this, a list has some that are made up.',
    words: { seed: [] },
  }
}

/** Who sees a record. */
export function askOwner(source: Source, resource: InferredResource): Hint | undefined {
  const schema = source.schema(resource)
  const names = schema ? [...propertiesOf(schema)].flatMap(([name, node]) => (isScalar(node) ? [name] : [])) : []
  const user = names.find(name => USER.test(plain(name)))
  const tenant = names.find(name => ACCOUNT.test(plain(name)))
  if (user === undefined && tenant === undefined) return undefined
  return {
    hint: 'ask',
    text: 'whose is a record, and who sees it: everyone in the account, or only its owner?',
    words: {
      owner: { ...(tenant !== undefined && { tenant }), ...(user !== undefined && { user }) },
      visible_to: user === undefined ? 'account' : 'owner',
    },
  }
}

const isScalar = (node: Node) => typesOf(node).some(type => type === 'string' || type === 'integer')

/** Which permissions operations need. */
export function askPermission(source: Source): Suggestion | undefined {
  const [scheme] = source.model.schemes.keys()
  const create = source.inference.operations.find(operation => {
    const node = source.node(operation)
    return operation.rule?.does === 'create' && node && !node.node.get('security')
  })
  if (scheme === undefined || !create?.rule) return undefined
  const permission = `${plural(snake(create.rule.resource))}:write`
  return {
    kind: 'suggestion',
    hint: 'ask',
    text: 'which permission does each operation need? They are the roles in its `security`.',
    updates: [{ at: placeOf(create), update: { security: [{ [scheme]: [permission] }] } }],
  }
}
