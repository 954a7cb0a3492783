import { isLatchkeyError } from 'latchkey'

/** The maximum number of options. */
const MAX_CHOICES = 200

/** The records to choose from, newest first; empty without the permission to list them. */
export async function choicesOf<Item>(resource: { list(): AsyncIterable<Item> } | undefined): Promise<Item[]> {
  const items: Item[] = []
  try {
    for await (const item of resource?.list() ?? []) if (items.push(item) >= MAX_CHOICES) break
  } catch (error) {
    if (!isLatchkeyError(error) || error.code !== 'permission_denied') throw error
  }
  return items
}
