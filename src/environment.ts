/** The key in the environment variable `LATCHKEY_API_KEY`, where there are such variables and one may read them. */
export function keyFromEnvironment(): string | undefined {
  try {
    return globalThis.process?.env?.LATCHKEY_API_KEY || undefined
  } catch {
    // Deno asks for a permission.
    return undefined
  }
}

/** Whether this runs in a page, or in a worker of one: what is loaded there, every visitor can read. */
export function isInBrowser(): boolean {
  return 'document' in globalThis || 'importScripts' in globalThis
}
