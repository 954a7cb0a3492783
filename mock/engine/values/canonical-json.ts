/** A value as JSON with sorted keys, so that equal values have the same text. Undefined if it has none. */
export function canonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, inOrder)
}

/** The positions of the items that are equal to an earlier one, in a time that does not grow with their pairs. */
export function repetitions(items: readonly unknown[]): number[] {
  const seen = new Set<string | undefined>()
  return items.map(canonicalJson).flatMap((item, index) => {
    const isRepeated = seen.has(item)
    seen.add(item)
    return isRepeated ? [index] : []
  })
}

const inOrder = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
