/** The order of two values: missing ones first, numbers by value, all else as text. */
export function compare(one: unknown, other: unknown): number {
  if (one === other) return 0
  if (one === undefined || one === null) return -1
  if (other === undefined || other === null) return 1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one) < String(other) ? -1 : 1
}
