/** The API key in the environment variable `LATCHKEY_API_KEY`; undefined if it is not set or cannot be read. */
export function keyFromEnvironment(): string | undefined {
  try {
    return globalThis.process?.env?.LATCHKEY_API_KEY?.trim() || undefined
  } catch {
    // Deno throws unless the program has the permission to read the environment.
    return undefined
  }
}
