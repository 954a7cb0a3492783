/** Whether a record has one of the listed values in each property. */
export function hasValues(
  row: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, readonly string[]>> = {},
): boolean {
  return Object.entries(values).every(([property, listed]) => listed.includes(String(row[property])))
}
