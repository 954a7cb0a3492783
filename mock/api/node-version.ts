/** The version of Node.js that this package needs. It imports nothing, so that it loads in every version. */

const NEEDED = [22, 12]

/** What is wrong with the version of Node.js; undefined if nothing is, or another runtime runs this. */
export function nodeVersionProblem(): string | undefined {
  const { node, bun, deno } = (globalThis.process?.versions ?? {}) as Partial<Record<string, string>>
  // Bun and Deno report the version of Node.js that they imitate.
  if (node === undefined || bun !== undefined || deno !== undefined) return undefined
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = NEEDED
  const isEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor)
  return isEnough ? undefined : `latchkey needs Node.js ${NEEDED.join('.')} or later, and this is ${node}.`
}
