/** The value of an environment variable; undefined if it is not set or cannot be read. */
export function fromEnvironment(variable: string): string | undefined {
  try {
    return globalThis.process?.env?.[variable]?.trim() || undefined
  } catch {
    // Deno throws unless the program has the permission to read the environment.
    return undefined
  }
}
