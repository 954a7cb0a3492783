/** Facts of all systems as columns: most systems have what most others have, and a value is written but once. */
import { isDeepStrictEqual } from 'node:util'
import { literal, quoted } from '../literal.ts'

type Values = Readonly<Record<string, unknown>>

/** The source of a table: of each fact the values that there are, and which one a system has. */
export function columnsSource(name: string, type: string, comment: string, systems: readonly Values[]): string {
  const columns = Object.keys(systems[0] ?? {}).map(
    fact => `  ${quoted(fact)}: ${literal(columnOf(systems.map(({ [fact]: value }) => value)))},`,
  )
  return [`/** ${comment} */`, `export const ${name}: Columns<${type}> = {`, ...columns, '}', ''].join('\n')
}

/**
 * The different values, in the order of the systems, after the places of each system's own.
 * @throws {Error} there are more of them than one digit can count
 */
function columnOf(values: readonly unknown[]): [places: string, ...values: unknown[]] {
  const different: unknown[] = []
  for (const value of values) if (!different.some(other => isDeepStrictEqual(other, value))) different.push(value)
  if (different.length > 10) throw new Error(`A fact has more than ten values: ${literal(different)}`)
  const place = (value: unknown) => different.findIndex(other => isDeepStrictEqual(other, value))
  return [values.map(place).join(''), ...different]
}
