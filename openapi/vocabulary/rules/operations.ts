import type { OperationWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { propertiesOf, typesOf } from '../model/schema.ts'
import { hint } from '../nearest.ts'
import { findResource, isFinding, transitionNames } from '../references.ts'

const VERBS = ['create', 'list', 'get', 'update', 'delete', 'clear', 'rotate', 'open', 'close', 'sign_in', 'sign_out']
const OF_NO_RESOURCE = ['identify']

/** Every operation says what it does, to which resource, and answers with one success. */
export function operations(model: Model): Finding[] {
  return [...model.operations.flatMap(operation => check(model, operation)), ...repeatedCalls(model)]
}

function check(model: Model, operation: OperationNode): Finding[] {
  const { words, wordsNode, node } = operation
  const findings = successes(operation)
  if (!words) {
    const isSilent = wordsNode === node
    const message = `\`${operation.id}\` does not say what it does. Add \`x-latchkey\` with \`does\` and \`call\`.`
    return isSilent ? [{ message, at: node.at }, ...findings] : findings
  }
  if (words.resource === undefined) {
    if (OF_NO_RESOURCE.includes(words.does)) return findings
    const known = [...VERBS, ...OF_NO_RESOURCE]
    const message = known.includes(words.does)
      ? `\`does: ${words.does}\` needs a \`resource\`. Add it.`
      : `There is no verb \`${words.does}\`.${hint(words.does, known)} A transition needs a \`resource\`.`
    return [{ message, at: wordsNode.placeOf('does') }, ...findings]
  }
  const resource = findResource(model, words.resource, wordsNode.placeOf('resource'))
  if (isFinding(resource)) return [resource, ...findings]
  return [
    ...findings,
    ...verbs(operation, words, resource),
    ...minted(operation, words, resource),
    ...windows(model, operation, words, resource),
    ...records(operation, words, resource),
    ...listed(operation, words),
  ]
}

function verbs({ wordsNode }: OperationNode, words: OperationWords, resource: ResourceNode): Finding[] {
  const known = [...VERBS, ...OF_NO_RESOURCE, ...transitionNames(resource)]
  if (known.includes(words.does)) return []
  const message = `\`${words.does}\` is neither a verb nor a transition of \`${resource.name}\`.${hint(words.does, known)}`
  return [{ message, at: wordsNode.placeOf('does') }]
}

/** New records need an id; a resource without `id` has only the records of its seed. */
function minted({ wordsNode }: OperationNode, words: OperationWords, resource: ResourceNode): Finding[] {
  if (!['create', 'rotate', 'sign_in'].includes(words.does) || resource.words.id) return []
  const message = `\`does: ${words.does}\` makes records, but \`${resource.name}\` does not say how their ids are minted. Add \`id\` to its \`x-latchkey\`.`
  return [{ message, at: wordsNode.placeOf('does') }]
}

function windows(model: Model, { wordsNode }: OperationNode, words: OperationWords, resource: ResourceNode): Finding[] {
  const findings: Finding[] = []
  if ((words.does === 'open' || words.does === 'close') && !resource.words.window) {
    const message = `\`does: ${words.does}\` needs a resource with a \`window\`; \`${resource.name}\` has none.`
    findings.push({ message, at: wordsNode.placeOf('resource') })
  }
  if (words.window === undefined) return findings
  const window = findResource(model, words.window, wordsNode.placeOf('window'))
  if (isFinding(window)) return [...findings, window]
  if (window.words.window) return findings
  const message = `\`${words.window}\` is no window: its \`x-latchkey\` has no \`window\`. Name a resource that has one.`
  return [...findings, { message, at: wordsNode.placeOf('window') }]
}

/** What works on one record names it in the path. */
function records(operation: OperationNode, words: OperationWords, resource: ResourceNode): Finding[] {
  const isOfOne = ['get', 'update', 'delete', 'rotate', ...transitionNames(resource)].includes(words.does)
  if (!isOfOne || words.many !== undefined || resource.words.window) return []
  const parameters = operation.parameters.filter(parameter => parameter.in === 'path')
  if (parameters.length === 1) return []
  const message = `\`does: ${words.does}\` works on one record and needs one path parameter that holds its id; there are ${parameters.length}. Change the path, or say \`many\`.`
  return [{ message, at: operation.wordsNode.placeOf('does') }]
}

/** What works on many records lists them in the body. */
function listed({ body, wordsNode }: OperationNode, words: OperationWords): Finding[] {
  if (words.many === undefined) return []
  const member = body && propertiesOf(body.schema).get(words.many)
  if (member && typesOf(member).includes('array')) return []
  const message = `The body has no list \`${words.many}\` to work on. Add it to the body's schema, or correct \`many\`.`
  return [{ message, at: wordsNode.placeOf('many') }]
}

function successes({ id, responses, node }: OperationNode): Finding[] {
  const count = responses.filter(({ status }) => /^2\d\d$/.test(status)).length
  if (count === 1) return []
  const message = `\`${id}\` must answer with exactly one 2xx status; it declares ${count}.`
  return [{ message, at: node.placeOf('responses') }]
}

function repeatedCalls({ operations }: Model): Finding[] {
  const first = new Map<string, string>()
  return operations.flatMap(({ id, words, wordsNode }) => {
    if (!words) return []
    const taken = first.get(words.call)
    if (taken === undefined) first.set(words.call, id)
    const message = `The call \`${words.call}\` is \`${taken}\` already. Give each operation a call of its own.`
    return taken === undefined ? [] : [{ message, at: wordsNode.placeOf('call') }]
  })
}
