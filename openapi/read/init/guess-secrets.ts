/** Secrets that only the response of a create shows, and the security schemes that read them. */
import { isString, type JsonObject } from '../../contract/json.ts'
import { pointerKeys } from '../../contract/pointer.ts'
import { withArticle } from '../../contract/prose.ts'
import { WORDS } from '../../contract/words.ts'
import type { OperationNode } from '../../vocabulary/model/model.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import { plain } from '../infer/names.ts'
import type { Suggestion, Update } from './draft.ts'
import { success } from './guess-window.ts'
import { rotations } from './rotations.ts'
import { codesAt, type Source, snake } from './source.ts'

const SECRET = /secret|token|password|credential|(^|_|[a-z])key$|^value$/i

export interface Secret {
  readonly property: string
  readonly update: Update
}

export function secretOf(source: Source, resource: InferredResource): Secret | undefined {
  const shown = source.schema(resource)
  if (!shown) return undefined
  const always = propertiesOf(shown)
  for (const operation of source.rulesOf(resource)) {
    const node = operation.rule.does === 'create' ? source.node(operation) : undefined
    const created = node && success(node)
    if (!created) continue
    const found = [...propertiesOf(created)].find(
      ([name, property]) => !always.has(name) && SECRET.test(name) && typesOf(property).includes('string'),
    )
    if (found) return { property: found[0], update: secretUpdate(found[1]) }
  }
  return undefined
}

function secretUpdate(property: Node): Update {
  return { at: pointerKeys(property.usedAt.pointer), update: { [WORDS]: { secret: { form: '{base62:32}' } } } }
}

export function guessSecret({ property, update }: Secret, { name }: InferredResource): Suggestion {
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `only the response that creates ${withArticle(name)} shows \`${property}\`, so it is a secret. Which form does it have?`,
    updates: [update],
  }
}

/** The scheme that reads a secret, with what it refuses. */
export function guessCredential(
  source: Source,
  { property, update }: Secret,
  resource: InferredResource,
): Suggestion | undefined {
  const { name, status } = resource
  const schemes = [...source.model.schemes.values()].filter(({ node }) => isCarrier(node))
  const scheme = schemes.find(one => plain(one.name) === plain(name)) ?? (schemes.length === 1 ? schemes[0] : undefined)
  if (!scheme || scheme.words) return undefined
  const codes = [...new Set(source.model.operations.flatMap(node => codesAt(node, '401')))]
  const code = (pattern: RegExp, usual: string) => codes.find(one => pattern.test(one)) ?? usual
  const states = (status?.values ?? []).flatMap(state => {
    const found = codes.find(one => one.endsWith(`_${state}`))
    return found === undefined ? [] : [[state, found] as const]
  })
  const accepted = (status?.values ?? []).filter(state => /^(active|enabled|valid|live)$/.test(state))
  const words: JsonObject = {
    authenticates: name,
    by: property,
    kind: snake(name),
    ...(states.length > 0 && accepted.length > 0 && { accepts: accepted }),
    refuse: {
      missing: code(/missing|required/, 'missing_credentials'),
      unknown: code(/invalid.*key|unknown|invalid(?!.*session)/, 'invalid_credentials'),
      ...Object.fromEntries(states),
    },
  }
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `\`${property}\` of ${withArticle(name)} is what the security scheme \`${scheme.name}\` reads. Until then, any credential is accepted.`,
    updates: [
      update,
      { at: ['components', 'securitySchemes', scheme.name], update: { [WORDS]: words } },
      ...rotations(source, resource),
    ],
  }
}

function isCarrier(node: Node): boolean {
  const type = node.read('type')
  return type === 'apiKey' || (type === 'http' && isString(node.read('scheme')))
}

/** The name of a scheme that reads the id of a record in a header: `X-Warehouse-Id`. */
export function guessSelection(source: Source, { name }: InferredResource): Suggestion | undefined {
  const scheme = [...source.model.schemes.values()].find(
    ({ node, words }) =>
      !words &&
      node.read('type') === 'apiKey' &&
      node.read('in') === 'header' &&
      plain(node.text('name') ?? '').replace(/^x/, '') === `${plain(name)}id`,
  )
  if (!scheme) return undefined
  const code = (status: string, usual: string) =>
    source.model.operations
      .flatMap((node: OperationNode) => codesAt(node, status))
      .find(one => one.includes(snake(name))) ?? usual
  const refuse = { missing: code('400', `missing_${snake(name)}`), unknown: code('403', `${snake(name)}_forbidden`) }
  return {
    kind: 'suggestion',
    hint: 'guess',
    text: `the security scheme \`${scheme.name}\` reads the id of ${withArticle(name)}.`,
    updates: [{ at: ['components', 'securitySchemes', scheme.name], update: { [WORDS]: { selects: name, refuse } } }],
  }
}
