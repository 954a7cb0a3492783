import type { Identity } from '../../../openapi/contract/shape.ts'

/** The text of a path or a query as an id. Text that is no number stays text, and is the id of no record. */
export function typedId(identity: Identity | undefined, text: string): string | number {
  return identity?.type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}
