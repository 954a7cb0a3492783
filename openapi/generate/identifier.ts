/** The id of a system as a TypeScript identifier: `account-keys` becomes `accountKeys`. */
export function identifier(system: string): string {
  return system.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}
