import { describe, expect, test } from 'vitest'
import { inferRules } from '../../../openapi/read/infer/infer-rules.ts'
import { agrees, labelled } from './labels.ts'

const SEEN = ['discourse', 'forem', 'hetzner', 'museum', 'openai', 'stripe', 'svix', 'traccar', 'unkey', 'ynab']
/** They were held out until the inference was written. The README has the figures of their first run. */
const HELD_OUT = ['akeneo', 'billingo', 'gitea', 'mailscript', 'plaid', 'spacetraders', 'train-travel', 'up']
/** They were held out until the calls, counts and updates of one property were inferred. */
const HELD_OUT_LATER = ['airbyte', 'azure-redis', 'cloudscheduler', 'codestar', 'postmark']

const judge = (name: string) => {
  const { document, labels, ids } = labelled(name)
  const inference = inferRules(document)
  const told = new Map(inference.operations.map(operation => [`${operation.method} ${operation.path}`, operation]))
  return {
    judged: labels.map(label => {
      const operation = told.get(`${label.method} ${label.path}`)
      if (!operation) throw new Error(`${name} has no ${label.method} ${label.path}`)
      return { isClaimed: operation.rule !== undefined, isRight: agrees(label, operation, inference) }
    }),
    ids: inference.resources.flatMap(({ collection, id }) =>
      id ? [(ids[collection.replace(/\/$/, '')] ?? ['id']).includes(id.property)] : [],
    ),
  }
}

const share = (list: readonly boolean[]) => list.filter(Boolean).length / list.length

describe.each([
  ['seen', SEEN],
  ['held out', HELD_OUT],
  ['held out later', HELD_OUT_LATER],
])('operations of documents that were %s', (_, documents) => {
  const results = documents.map(judge)
  const judged = results.flatMap(result => result.judged)

  test('at least 93 % are right', () => {
    expect(share(judged.map(({ isRight }) => isRight))).toBeGreaterThanOrEqual(0.93)
  })

  test('at least 97 % of what is claimed is right', () => {
    expect(share(judged.filter(({ isClaimed }) => isClaimed).map(({ isRight }) => isRight))).toBeGreaterThanOrEqual(
      0.97,
    )
  })

  test('at least 95 % of the ids are right', () => {
    expect(share(results.flatMap(({ ids }) => ids))).toBeGreaterThanOrEqual(0.95)
  })
})

test('the labels are of 836 operations in 23 documents', () => {
  expect([...SEEN, ...HELD_OUT, ...HELD_OUT_LATER].flatMap(name => labelled(name).labels)).toHaveLength(836)
})
