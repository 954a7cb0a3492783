/** Markdown for the documentation. */
import { listOf } from '../contract/prose.ts'

export function code(name: string): string {
  return `\`${name}\``
}

/** Values of properties, to follow "whose": `` `type` is `secret` ``. */
export function valuesText(values: Readonly<Record<string, readonly string[]>>): string {
  return listOf(Object.entries(values).map(([name, listed]) => `${code(name)} is ${listOf(listed.map(code), 'or')}`))
}

const DURATION = /^P(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?$/

/** `60 minutes`, from the ISO 8601 duration `PT60M`. */
export function durationText(iso: string): string {
  const units = Object.entries(DURATION.exec(iso)?.groups ?? {}).filter(([, amount]) => amount !== undefined)
  return new Intl.DurationFormat('en-GB', { style: 'long' }).format(
    Object.fromEntries(units.map(([unit, amount]) => [unit, Number(amount)])),
  )
}

declare global {
  // TypeScript 5.9 has no types for it.
  namespace Intl {
    class DurationFormat {
      constructor(locale: string, options: { readonly style: 'long' })
      format(duration: Readonly<Record<string, number>>): string
    }
  }
}

/** A Markdown table; empty if there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const row = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** Paragraphs of Markdown, without empty ones. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join('\n\n')
}
