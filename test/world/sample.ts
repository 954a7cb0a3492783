/** A fixed sample of public documents. */
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

export const SAMPLE: readonly string[] = [
  ...own,
  ...LABELLED.map(name => here(`../contract/infer/documents/${name}.json`)),
]
