/** Puts the words of the vocabulary into prose, where readers of a reference look for it: in the descriptions. */

import { isObject, type JsonObject } from '../../contract/json.ts'
import { pointerKeys, valueAt } from '../../contract/pointer.ts'
import { collect } from '../model/collect.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import { rootOf } from '../model/node.ts'
import { isWords } from '../validators.ts'
import type { Steps } from './lifecycle.ts'
import { explainOperation } from './operation.ts'
import { explainResource } from './resource.ts'
import { explainScheme } from './scheme.ts'
import { paragraphs } from './words.ts'

/** What the prose takes from the site that it stands on. */
export interface Links {
  /** A problem code, with a link to its explanation where there is one. */
  readonly problem: (code: string) => string
  /** A picture of the states of a resource, as Markdown; without it the prose has none. */
  readonly diagram?: (steps: Steps, noun: string) => string
}

/**
 * Extends the descriptions of tags, operations and security schemes by what their words mean, in place. Tags get what
 * the resources mean that their operations work on.
 *
 * @param document A bundled OpenAPI document, as a decorator of Redocly gets it.
 */
export function explain(document: JsonObject, links: Links): void {
  const model = collect(rootOf(document), isWords)
  for (const operation of model.operations)
    if (operation.words) extend(document, operation.node.at.pointer, explainOperation(model, operation, links))
  for (const scheme of model.schemes.values()) extend(document, scheme.node.at.pointer, explainScheme(scheme, links))
  for (const [tag, resources] of resourcesByTag(model))
    extend(document, tag, paragraphs(...resources.map(resource => explainResource(model, resource, links))))
}

/** The tag under which a resource is explained is that of the first operation that works on it. */
function resourcesByTag({ root, operations, resources }: Model): Map<string, ResourceNode[]> {
  const tags = new Map(
    root
      .get('tags')
      ?.items()
      .map(tag => [tag.text('name') ?? '', tag.at.pointer]),
  )
  const found = new Map<string, ResourceNode[]>()
  for (const resource of resources.values()) {
    const first = operations.find(({ words }) => words?.resource === resource.name)
    const name = first?.node.get('tags')?.items()[0]?.value
    const tag = typeof name === 'string' ? tags.get(name) : undefined
    if (tag !== undefined) found.set(tag, [...(found.get(tag) ?? []), resource])
  }
  return found
}

function extend(document: JsonObject, pointer: string, prose: string): void {
  const target = valueAt(document, pointerKeys(pointer))
  if (prose === '' || !isObject(target)) return
  const description = typeof target.description === 'string' ? target.description.trim() : undefined
  Object.assign(target, { description: paragraphs(description, prose) })
}
