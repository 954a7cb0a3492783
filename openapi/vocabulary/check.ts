/** Runs the rules. */

import type { Finding, Rule } from './finding.ts'
import { collect } from './model/collect.ts'
import type { Model } from './model/model.ts'
import { type Node, rootOf } from './model/node.ts'
import { rules } from './rules/index.ts'
import { words } from './rules/words.ts'
import { isWords } from './validators.ts'

/** What a rule finds. While words are malformed only that is said: whatever the other rules find may come of it. */
export function findingsOf(rule: Rule, model: Model): Finding[] {
  return rule !== words && words(model).length > 0 ? [] : rule(model)
}

/** The model of a document, without the words that are malformed. */
export function modelOf(root: Node): Model {
  return collect(root, isWords)
}

/**
 * Checks a bundled OpenAPI document against the vocabulary.
 *
 * @param document Its `$ref`s all start with `#/`.
 * @returns Each finding with the name of its rule; none where the document is right.
 */
export function check(document: unknown): (Finding & { readonly rule: string })[] {
  const model = modelOf(rootOf(document))
  return Object.entries(rules).flatMap(([name, rule]) =>
    findingsOf(rule, model).map(finding => ({ rule: name, ...finding })),
  )
}
