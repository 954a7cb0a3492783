/** Checks templates: their placeholders, and what they make against the schema of the response. */
import { isObject, strings } from '../contract/json.ts'
import { bareNames, type Placeholder, placeholdersIn, SPREAD } from '../contract/template.ts'
import { WORDS } from '../contract/words.ts'
import type { Finding } from './finding.ts'
import { propertyNames } from './lookup.ts'
import { credentialsOf } from './model/credentials.ts'
import type { Model, OperationNode, ResourceNode, ResponseNode } from './model/model.ts'
import type { Node } from './model/node.ts'
import { alternativesOf, propertiesOf } from './model/schema.ts'
import { hint } from './nearest.ts'

/** What a request says. All operations have it. */
export const OF_REQUEST = ['request_id', 'now', 'path', 'query', 'body']
const OF_RECORD = ['record', 'id']
const OF_MANY = ['records']
const OF_LIST = [
  ...OF_MANY,
  ...['total', 'count', 'limit', 'offset', 'page', 'pages', 'next', 'previous', 'more', 'next_url', 'previous_url'],
  ...['used', 'max', 'limits'],
]
const BY_VERB: Readonly<Record<string, readonly string[]>> = {
  list: OF_LIST,
  clear: ['deleted', 'remaining'],
  identify: ['record'],
  sign_out: [],
  sign_out_everywhere: [],
  verify: ['accepted', 'code', ...OF_RECORD],
}

/** The values that the template of an operation can show. */
export function valuesOf({ words }: OperationNode): readonly string[] {
  const { does = '', many } = words ?? {}
  return [...OF_REQUEST, ...(many === undefined ? (BY_VERB[does] ?? OF_RECORD) : OF_MANY)]
}

/** The template of the response of an operation: its own, or that of the document; undefined if there is none. */
export function templateOf({ root }: Model, { words, wordsNode }: OperationNode): Node | undefined {
  const answers = root.own(WORDS)?.get('answers')
  return words && (wordsNode.get('answer') ?? answers?.get(words.does) ?? answers?.get('default'))
}

/** Checks the template of a response of an operation. */
export function checkAnswer(model: Model, operation: OperationNode, template: Node): Finding[] {
  const { words, id } = operation
  const resource = words?.resource === undefined ? undefined : model.resources.get(words.resource)
  const response = successOf(operation)
  const shown = checkPlaceholders(template, valuesOf(operation), `\`${id}\``, resource)
  if (words?.does === 'identify') shown.push(...unknownOfCaller(model, template))
  if (template.value === null || !response) return shown
  if (response.schema) return [...shown, ...checkMembers(template, response.schema, id)]
  const message = `The ${response.status} response of \`${id}\` has no body. Describe the body that the template makes, or let the template be null.`
  return [...shown, { message, at: template.at, isLenient: true }]
}

/** The response of a success: the one with the status that the keywords choose, or else the first. */
export function successOf({ words, responses }: OperationNode): ResponseNode | undefined {
  const successes = responses.filter(({ status }) => /^2\d\d$/.test(status))
  return words?.status === undefined ? successes[0] : successes.find(({ status }) => status === String(words.status))
}

/** A finding for each placeholder without a value. */
export function checkPlaceholders(
  template: Node,
  names: Iterable<string>,
  where: string,
  resource?: ResourceNode,
): Finding[] {
  const known = [...names]
  const bare = bareNames(template.value, known).map(({ name, keys }): Finding => {
    const message = `\`$${name}\` is a part of a text in the template of ${where}, where it is not replaced. Write \`{$${name}}\`.`
    return { message, at: template.at.child([...keys]), isLenient: true }
  })
  const placed = placeholdersIn(template.value).flatMap(({ placeholder, keys }): Finding[] => {
    const at = template.at.child([...keys])
    const [name] = placeholder
    if (!known.includes(name)) {
      const message = `\`$${name}\` has no value in the template of ${where}.${hint(name, known)}`
      return [{ message, at }]
    }
    return resource ? unknownProperty(placeholder, resource, at) : []
  })
  return [...placed, ...bare]
}

/** What `identify` says of the caller, besides the credential by its kind. */
const OF_CALLER = ['type', 'user', 'account', 'permissions']

function unknownOfCaller(model: Model, template: Node): Finding[] {
  const names = [...OF_CALLER, ...credentialsOf(model).map(({ words: { kind } }) => kind)]
  return placeholdersIn(template.value).flatMap(({ placeholder: [name, member], keys }): Finding[] => {
    if (name !== 'record' || member === undefined || names.includes(member)) return []
    return [{ message: `The caller has no \`${member}\`.${hint(member, names)}`, at: template.at.child([...keys]) }]
  })
}

function unknownProperty([name, property]: Placeholder, resource: ResourceNode, at: Finding['at']): Finding[] {
  const names = propertyNames(resource)
  if (name !== 'record' || property === undefined || names.has(property)) return []
  return [{ message: `\`${resource.name}\` has no property \`${property}\`.${hint(property, names)}`, at }]
}

/** Members that the schema does not have, and required members that the template does not give. */
function checkMembers(template: Node, schema: Node, id: string): Finding[] {
  const written = template.object
  if (!written) return []
  const findings = alternativesOf(schema).map(alternative => membersOf(template, alternative, id))
  // One of the alternatives is enough.
  return findings.find(all => all.length === 0) ?? findings[0] ?? []
}

function membersOf(template: Node, schema: Node, id: string): Finding[] {
  const properties = propertiesOf(schema)
  if (properties.size === 0) return []
  const names = Object.keys(template.object ?? {})
  const given = names.filter(name => name !== SPREAD)
  const hasSpread = names.includes(SPREAD)
  const unknown = isOpen(schema) ? [] : given.filter(name => !properties.has(name))
  const missing = hasSpread ? [] : requiredOf(schema).filter(name => !given.includes(name))
  return [
    ...unknown.map(
      (name): Finding => ({
        message: `The response of \`${id}\` has no property \`${name}\`, which the template gives.${hint(name, properties.keys())} Add it to the schema, or remove it from the template.`,
        at: template.placeOf(name),
        isLenient: true,
      }),
    ),
    ...missing.map(
      (name): Finding => ({
        message: `The response of \`${id}\` requires \`${name}\`, which the template does not give. Add it to the template.`,
        at: template.at,
        isLenient: true,
      }),
    ),
    ...given.flatMap(name => {
      const member = template.get(name)
      const property = properties.get(name)
      return member && property ? checkMembers(member, property, id) : []
    }),
  ]
}

/** Whether a schema says that it allows other members. */
function isOpen(schema: Node): boolean {
  const more = schema.read('additionalProperties')
  return more === true || isObject(more)
}

function requiredOf(schema: Node): string[] {
  const parts = schema.get('allOf')?.items() ?? []
  return [...parts.flatMap(requiredOf), ...strings(schema.read('required'))]
}

/** Whether a schema lists its members, and has none at the end of dotted names. */
export function isMissing(schema: Node | undefined, path: string): boolean {
  let at = schema
  for (const name of path.split('.')) {
    if (!at) return true
    const members = alternativesOf(at).flatMap(alternative => [...propertiesOf(alternative)])
    if (members.length === 0) return false
    at = members.find(([member]) => member === name)?.[1]
  }
  return at === undefined
}
