import type { PropertyWords } from './words.ts'

/** What `embeds` says: the property with the id, or the ids, and the resource if it is named. */
export function embedded({ embeds }: PropertyWords): { readonly by: string; readonly resource?: string } | undefined {
  return typeof embeds === 'string' ? { by: embeds } : embeds
}
