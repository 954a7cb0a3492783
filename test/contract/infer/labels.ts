import { readFileSync } from 'node:fs'
import type { JsonObject } from '../../../openapi/contract/json.ts'
import type { Inference, InferredOperation, InferredRule } from '../../../openapi/read/infer/inference.ts'

/** What an operation does, by hand. The README says how to read it. */
export interface Label {
  readonly document: string
  readonly method: string
  readonly path: string
  readonly acts: readonly string[]
  readonly collections: readonly string[]
  readonly answer?: string
}

export interface Labelled {
  readonly document: JsonObject
  readonly labels: readonly Label[]
  /** The ids that are not `id`, by collection. */
  readonly ids: Readonly<Record<string, readonly string[]>>
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

export function labelled(document: string): Labelled {
  const lines = read(`labels/${document}.txt`)
    .trim()
    .split('\n')
    .map(line => line.split(/ = | /))
  const ids = lines
    .filter(([method]) => method === 'id')
    .map(([, collection = '', property = '']) => [collection, property.split('|')])
  return {
    document: JSON.parse(read(`documents/${document}.json`)),
    ids: Object.fromEntries(ids),
    labels: lines.flatMap(([method = '', path = '', acts = '', collections = '', answer]) =>
      method === 'id'
        ? []
        : [
            {
              document,
              method,
              path,
              acts: acts.split('|'),
              collections: collections.split('|'),
              ...(answer && { answer }),
            },
          ],
    ),
  }
}

/** Whether the inference says of an operation what the label says. */
export function agrees(
  { acts, collections, answer }: Label,
  { rule }: InferredOperation,
  { resources }: Inference,
): boolean {
  if (!rule) return acts.includes('none')
  const collection = resources.find(({ name }) => name === rule.resource)?.collection.replace(/\/$/, '') ?? ''
  return (
    acts.some(act => means(act, rule)) &&
    collections.includes(collection) &&
    (answer === '*' || answers(rule).includes(answer ?? ''))
  )
}

function means(act: string, { does, to }: InferredRule): boolean {
  return act === does || act === `${does}:${to}` || (act === 'put' && (does === 'replace' || does === 'update'))
}

/** The place of the record, or of the object that has its id alone. */
function answers({ answer, answerId }: InferredRule): string[] {
  const written = (path: readonly string[] | undefined) => (path === undefined ? '-' : path.join('.') || '.')
  return [written(answer), ...(answerId ? [written(answerId.slice(0, -1))] : [])]
}
