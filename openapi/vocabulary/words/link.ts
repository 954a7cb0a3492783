/** `link`: a list of ids in a record, which operations add to and remove from. */
import { embedded } from '../../contract/embeds.ts'
import { isString, type JsonObject } from '../../contract/json.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { checkValues, findResource, isFinding, missingProperty } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import { isMissing } from '../template.ts'

const VERBS: readonly string[] = ['link', 'unlink']

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => [...checkVerb(operation), ...checkLink(model, operation)])
}

function checkVerb({ words, wordsNode }: OperationNode): Finding[] {
  if (!words) return []
  const isLinking = VERBS.includes(words.does)
  if (isLinking && !words.link)
    return [
      { message: `\`does: ${words.does}\` requires the keyword \`link\`. Add it.`, at: wordsNode.placeOf('does') },
    ]
  if (!isLinking && words.link)
    return [
      { message: '`link` is only for `does: link` and `does: unlink`. Remove it.', at: wordsNode.placeOf('link') },
    ]
  return []
}

function checkLink(model: Model, { id, words, wordsNode, body }: OperationNode): Finding[] {
  const node = wordsNode.get('link')
  if (!words?.link || !node) return []
  const { property, resource: linked, add, remove } = words.link
  const resource = model.resources.get(words.resource ?? '')
  const target = linked === undefined ? undefined : findResource(model, linked, node.placeOf('resource'))
  const members = [
    ['add', add],
    ['remove', remove],
  ] as const
  return [
    ...(resource && !isEmbedded(resource, property)
      ? missingProperty(resource, property, node.placeOf('property'))
      : []),
    ...(resource
      ? (node.get('where')?.members() ?? []).flatMap(([name, values]) => checkValues(resource, name, values))
      : []),
    ...(target && isFinding(target) ? [target] : []),
    ...members.flatMap(([key, path]): Finding[] => {
      if (path === undefined || !isMissing(body?.schema, path)) return []
      const message = `The body of \`${id}\` has no field \`${path}\`. Add it, or correct the name.`
      return [{ message, at: node.placeOf(key) }]
    }),
  ]
}

/** The ids need not be shown, if the records are. */
function isEmbedded(resource: ResourceNode, property: string): boolean {
  return Object.values(propertyWords(resource)).some(words => embedded(words)?.by === property)
}

export function refusals(_model: Model, { words }: OperationNode): ExpectedRefusal[] {
  const { refuse, unknown } = words?.link ?? {}
  return [
    ...(refuse === undefined ? [] : [{ code: refuse, why: 'some records can have no links' }]),
    ...(unknown === undefined ? [] : [{ code: unknown, why: 'the records to add may not exist' }]),
  ]
}

export function references({ link }: JsonObject): string[] {
  const resource = typeof link === 'object' && link !== null && 'resource' in link ? link.resource : undefined
  return isString(resource) ? [`schemas/${resource}`] : []
}
