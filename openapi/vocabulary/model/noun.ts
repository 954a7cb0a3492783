import type { ResourceNode } from './model.ts'

/** The title of a resource within a sentence: `API key`, `order`. */
export function nounOf({ schema, name }: ResourceNode): string {
  const title = schema.text('title') ?? name
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}
