import { isLatchkeyError } from 'latchkey'

/** More are no list to choose from. */
const MOST = 200

/** The records to choose from, newest first: none where one may not see them. */
export async function choicesOf<Item>(resource: { list(): AsyncIterable<Item> } | undefined): Promise<Item[]> {
  const items: Item[] = []
  try {
    for await (const item of resource?.list() ?? []) if (items.push(item) >= MOST) break
  } catch (error) {
    if (!isLatchkeyError(error) || error.code !== 'permission_denied') throw error
  }
  return items
}
