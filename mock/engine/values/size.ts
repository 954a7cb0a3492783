/** How many values and characters a value can have before it is large. */
const MOST = 20_000

/** Whether a JSON value has so many values and characters in it that work on each of them would take long. */
export function isLarge(value: unknown): boolean {
  let size = 0
  const open: unknown[] = [value]
  while (open.length > 0 && size <= MOST) {
    const next = open.pop()
    size += typeof next === 'string' ? next.length : 1
    if (typeof next !== 'object' || next === null) continue
    // Listing the members of a large structure takes long by itself.
    if (Array.isArray(next)) {
      if (next.length > MOST) return true
      open.push(...next)
    } else {
      for (const name in next) {
        size += name.length
        if (size > MOST) return true
        open.push(next[name as keyof typeof next])
      }
    }
  }
  return size > MOST
}
