/** `does` and `resource` of an operation: what it does, with the records of which resource. */
import { VERBS } from '../../contract/generated/words.ts'
import { isMinting } from '../../contract/verbs.ts'
import type { OperationWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { findResource, isFinding, transitionNames } from '../lookup.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { hint } from '../nearest.ts'
import { namedBy } from '../reference.ts'

const WITHOUT_RESOURCE: readonly string[] = ['identify']
const OF_ONE_RECORD: readonly string[] = ['get', 'update', 'replace', 'delete', 'rotate', 'link', 'unlink']

/** In a document that is not strict, what operations without keywords do is inferred. */
export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const { words, wordsNode, node, id } = operation
    if (words) return checkOperation(model, operation, words)
    // Malformed keywords are a finding of `well-formed`.
    if (wordsNode !== node || !model.isStrict) return []
    const message = `\`${id}\` does not state what it does. Add \`x-latchkey\` with \`does\` and \`call\`.`
    return [{ message, at: node.at }]
  })
}

function checkOperation(model: Model, operation: OperationNode, words: OperationWords): Finding[] {
  const { wordsNode } = operation
  if (words.resource === undefined) return checkVerbAlone(operation, words)
  if (words.does === 'identify') {
    const message =
      '`does: identify` describes the caller, which is a record of no resource. Remove `resource`; or, to show the credential of the request as a record, write `does: get` with `record: { in: credential }`.'
    return [{ message, at: wordsNode.placeOf('resource') }]
  }
  const resource = findResource(model, words.resource, wordsNode.placeOf('resource'))
  if (isFinding(resource)) return [resource]
  return [
    ...checkVerb(operation, words, resource),
    ...checkId(operation, words, resource),
    ...checkPath(operation, words, resource),
  ]
}

function checkVerbAlone({ wordsNode }: OperationNode, { does }: OperationWords): Finding[] {
  if (WITHOUT_RESOURCE.includes(does)) return []
  const isVerb = VERBS.some(verb => verb === does)
  const message = isVerb
    ? `\`does: ${does}\` requires a \`resource\`. Add it.`
    : `\`${does}\` is not a verb.${hint(does, VERBS)} A transition requires a \`resource\`.`
  return [{ message, at: wordsNode.placeOf('does') }]
}

function checkVerb({ wordsNode }: OperationNode, { does }: OperationWords, resource: ResourceNode): Finding[] {
  const known = [...VERBS, ...transitionNames(resource)]
  if (known.includes(does)) return []
  const message = `\`${does}\` is neither a verb nor a transition of \`${resource.name}\`.${hint(does, known)}`
  return [{ message, at: wordsNode.placeOf('does') }]
}

/** New records need an id. A resource without `id` has only the records of its seed. */
function checkId({ wordsNode }: OperationNode, { does }: OperationWords, resource: ResourceNode): Finding[] {
  if (!isMinting(does) || resource.words.id) return []
  const message = `\`does: ${does}\` creates records, but \`${resource.name}\` does not define the form of their ids. Add \`id\` to its \`x-latchkey\`.`
  return [{ message, at: wordsNode.placeOf('does'), isLenient: true }]
}

/** An operation on one record has the id of the record in its path, after those of its parents. */
function checkPath(operation: OperationNode, words: OperationWords, resource: ResourceNode): Finding[] {
  const { does, many, record } = words
  const { window, singleton, within } = resource.words
  const isOfOne = [...OF_ONE_RECORD, ...transitionNames(resource)].includes(does)
  if (!isOfOne || many !== undefined || record || window || singleton) return []
  const parameters = operation.parameters.filter(parameter => parameter.in === 'path')
  if (within ? parameters.length > 0 : parameters.length === 1) return []
  const message = `\`does: ${does}\` works on one record and needs one path parameter that holds its id; there are ${parameters.length}. Change the path, say in \`record\` where the id is, or add \`many\`.`
  return [{ message, at: operation.wordsNode.placeOf('does') }]
}

export const references = namedBy('resource', 'schemas')
