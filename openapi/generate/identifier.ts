/** The id of a system as a TypeScript identifier: `account-keys` becomes `accountKeys`. */
export function identifier(system: string): string {
  return system.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** The id of a system as the start of a type's name: `account-keys` becomes `AccountKeys`. */
export function typeName(system: string): string {
  const name = identifier(system)
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
