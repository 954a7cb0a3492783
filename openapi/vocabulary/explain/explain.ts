import { isObject, type JsonObject } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { resourceProse, schemeProse } from '../generated/registry.ts'
import type { Links } from '../links.ts'
import { collect } from '../model/collect.ts'
import type { Model, OperationNode, ResourceNode } from '../model/model.ts'
import { rootOf } from '../model/node.ts'
import { paragraphs } from '../prose.ts'
import { isWords } from '../validators.ts'
import { explainCallers, explainErrors } from './explain-operation.ts'

/**
 * Extends the descriptions of tags, operations, responses and security schemes, in place, by what the keywords mean. A tag
 * gets the rules of the resources that its operations work on.
 *
 * @param document a bundled OpenAPI document
 */
export function explain(document: JsonObject, links: Links): void {
  const model = collect(rootOf(document), isWords)
  for (const operation of model.operations) if (operation.words) explainOperation(document, model, operation, links)
  for (const scheme of model.schemes.values()) {
    const parts = Object.values(schemeProse).map(explainScheme => explainScheme(scheme, links))
    extend(document, scheme.node.at.pointer, paragraphs(...parts))
  }
  for (const [place, resources] of resourcesByPlace(model))
    extend(document, place, paragraphs(...resources.map(resource => explainResource(model, resource, links))))
}

/** Each error is explained at the response that has it. A reader comes to them after parameters and body. */
function explainOperation(document: JsonObject, model: Model, operation: OperationNode, links: Links): void {
  const { pointer } = operation.node.at
  const errors = Map.groupBy(explainErrors(model, operation, links), ({ status }) => status)
  const lines = (status?: string) => errors.get(status)?.map(({ text }) => `- ${text}`) ?? []
  const others = lines().length > 0 ? paragraphs('**Other errors.**', lines().join('\n')) : undefined
  extend(document, pointer, paragraphs(explainCallers(model, operation), others))
  const responses = valueAt(document, [...pointerKeys(pointer), 'responses'])
  if (!isObject(responses)) return
  for (const { status, node } of operation.responses) {
    // Operations share responses, but not the reasons for them: each gets one of its own.
    if (lines(status).length === 0 || !isObject(node.value)) continue
    const description = paragraphs(node.text('description'), lines(status).join('\n'))
    Object.assign(responses, { [status]: { ...node.value, description } })
  }
}

function explainResource(model: Model, resource: ResourceNode, links: Links): string {
  return paragraphs(...Object.values(resourceProse).map(explain => explain(model, resource, links)))
}

/**
 * A resource is explained under the tag of the first operation that works on it, or in the introduction if the document
 * does not describe that tag. Readers cannot reach a resource that no operation works on.
 */
function resourcesByPlace({ root, operations, resources }: Model): Map<string, ResourceNode[]> {
  const tags = new Map(
    root
      .get('tags')
      ?.items()
      .map(tag => [tag.text('name') ?? '', tag.at.pointer]),
  )
  const found = new Map<string, ResourceNode[]>()
  for (const resource of resources.values()) {
    const first = operations.find(({ words }) => words?.resource === resource.name)
    if (!first) continue
    const name = first.node.get('tags')?.items()[0]?.value
    const place = (typeof name === 'string' ? tags.get(name) : undefined) ?? '#/info'
    found.set(place, [...(found.get(place) ?? []), resource])
  }
  return found
}

function extend(document: JsonObject, pointer: string, prose: string): void {
  const target = valueAt(document, pointerKeys(pointer))
  if (prose === '' || !isObject(target)) return
  const description = typeof target.description === 'string' ? target.description.trim() : undefined
  Object.assign(target, { description: paragraphs(description, prose) })
}
