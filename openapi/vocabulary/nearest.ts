/** Suggestions for misspelled names. */

/** `Did you mean ...?` if a known name is similar, otherwise all known names. Starts with a space. */
export function hint(name: string, names: Iterable<string>): string {
  const known = [...new Set(names)]
  const near = nearest(name, known) ?? known.find(candidate => isShort(name, candidate) || isShort(candidate, name))
  if (near !== undefined) return ` Did you mean \`${near}\`?`
  return known.length === 0 ? '' : ` Known: ${list(known)}.`
}

/** The known name that this one is probably a misspelling of. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  return [...names]
    .map(candidate => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 4)),
    )
    .sort((a, b) => a.distance - b.distance)[0]?.candidate
}

/** `group` for `group_id`. */
function isShort(short: string, name: string): boolean {
  return short.length >= 3 && name.startsWith(short)
}

/** More names than this are not listed. */
const MOST_NAMED = 50

/** The names as code: `a`, `b` and `c`. */
export function list(names: Iterable<string>): string {
  const all = [...names]
  const quoted = all.slice(0, MOST_NAMED).map(name => `\`${name}\``)
  if (all.length > MOST_NAMED) quoted.push(`${all.length - MOST_NAMED} more`)
  const last = quoted.pop()
  return quoted.length === 0 ? (last ?? 'none') : `${quoted.join(', ')} and ${last}`
}

/** The Levenshtein distance: how many letters must be inserted, deleted or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
