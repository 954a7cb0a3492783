import { asNoun } from '../../contract/prose.ts'
import type { ResourceNode } from './model.ts'

/** The title of a resource within a sentence: `API key`, `order`. */
export function nounOf({ schema, name }: ResourceNode): string {
  return asNoun(schema.text('title') ?? name)
}
