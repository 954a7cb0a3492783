let isAllowed: boolean | undefined

/**
 * Whether code may be generated. A Content-Security-Policy, an edge runtime or a flag of Node.js can forbid it. It is tried
 * once, because browsers report each attempt that a policy forbids.
 */
export function canGenerateCode(): boolean {
  try {
    isAllowed ??= new Function('return true')() === true
  } catch {
    isAllowed = false
  }
  return isAllowed
}
