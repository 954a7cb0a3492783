/** The key in the environment variable `LATCHKEY_API_KEY`, where there are such variables and one may read them. */
export function keyFromEnvironment(): string | undefined {
  try {
    return globalThis.process?.env?.LATCHKEY_API_KEY?.trim() || undefined
  } catch {
    // Deno asks for a permission.
    return undefined
  }
}
