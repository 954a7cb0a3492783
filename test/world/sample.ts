/** A fixed sample of public documents, reduced. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const LABELLED = [
  'akeneo',
  'billingo',
  'discourse',
  'forem',
  'hetzner',
  'museum',
  'openai',
  'plaid',
  'svix',
  'traccar',
  'train-travel',
  'unkey',
  'up',
  'ynab',
]
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const own = readdirSync(here('documents')).map(name => here(`documents/${name}`))

/** The paths of the documents. */
export const sample: readonly string[] = [
  ...own,
  ...LABELLED.map(name => here(`../contract/infer/documents/${name}.json`)),
]
