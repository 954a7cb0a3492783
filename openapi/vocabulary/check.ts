import type { Check, Finding } from './finding.ts'
import { checks as byWord } from './generated/registry.ts'
import { collect } from './model/collect.ts'
import type { Model } from './model/model.ts'
import { type Node, rootOf } from './model/node.ts'
import { declaredRefusals } from './rules/declared-refusals.ts'
import { errorCodes } from './rules/error-codes.ts'
import { operations } from './rules/operations.ts'
import { parameters } from './rules/parameters.ts'
import { wellFormed } from './rules/well-formed.ts'
import { isWords } from './validators.ts'

/** All checks by the name that reports show: those of the document as a whole, and one for each keyword. */
export const checks: Readonly<Record<string, Check>> = {
  'well-formed': wellFormed,
  operations,
  parameters,
  ...byWord,
  'declared-refusals': declaredRefusals,
  'error-codes': errorCodes,
}

/** What a check finds. While keywords are malformed, only that is reported: other findings may follow from it. */
export function findingsOf(check: Check, model: Model): Finding[] {
  return check !== wellFormed && wellFormed(model).length > 0 ? [] : check(model)
}

/** Whether a finding is an error, not a warning. */
export function isError({ isLenient }: Finding, { isStrict }: Model): boolean {
  return isStrict || !isLenient
}

/** The model of a document, without malformed keywords. */
export function modelOf(root: Node): Model {
  return collect(root, isWords)
}

/**
 * Checks a bundled OpenAPI document against the vocabulary.
 *
 * @param document its `$ref`s all start with `#/`
 * @returns each finding with the name of its check; empty if the document is correct
 */
export function checkDocument(document: unknown): (Finding & { readonly rule: string })[] {
  const model = modelOf(rootOf(document))
  return Object.entries(checks).flatMap(([rule, check]) =>
    findingsOf(check, model).map(finding => ({ rule, ...finding })),
  )
}
