import type { ResourceWords } from './words.ts'

/** Whether requests can act as a record: it is enabled, or cannot be disabled. */
export function isEnabled(principal: ResourceWords['principal'], row: Readonly<Record<string, unknown>>): boolean {
  return principal?.enabled === undefined || row[principal.enabled] !== false
}
