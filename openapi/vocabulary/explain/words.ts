/** How names and lists of the contract are written in prose. */

export function code(name: string): string {
  return `\`${name}\``
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], word = 'and'): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const UNITS = [
  ['day', /(\d+)D/],
  ['hour', /(\d+)H/],
  ['minute', /(\d+)M/],
  ['second', /(\d+)S/],
] as const

/** `60 minutes`, from `PT60M`. */
export function duration(iso: string): string {
  const parts = UNITS.flatMap(([unit, pattern]) => {
    const amount = pattern.exec(iso)?.[1]
    return amount === undefined ? [] : [`${amount} ${unit}${amount === '1' ? '' : 's'}`]
  })
  return list(parts)
}

/** A Markdown table; none where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const row = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** Paragraphs of Markdown, without those that say nothing. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join('\n\n')
}
